using System.Buffers.Binary;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Tests.Index;

namespace RepoTickets.Fuzz.Targets;

/// <summary>
/// The two files of the index, one behind the other: as they are, and with length and checksum made right again, as somebody would who
/// means it. What is read must answer queries.
/// </summary>
internal sealed class IndexTarget : MutatedTarget
{
    private static readonly TicketQuery[] Queries =

        [
            .. new[] { "is:open", "login", "log*", "label:bug or -priority:high", "sort:updated", "*ogi*", "assignee:none updated<1d" }
                .Select(TicketQuery.Parse),
        ];

    internal override string Name => "index";

    protected override IReadOnlyList<string> Tokens { get; } =
    [
        "\0\0\0\0", "\u0001\0\0\0", "\u007f\u007f\u007f\u007f", "RTIX", "RTTX", "\u0010\0\0\0",
    ];

    protected override byte[] Generate(Random random)
    {
        var tickets = new RandomTickets(random.Next());
        var index = new TicketIndex();
        index.Reset(
            [.. Enumerable.Range(0, random.Next(12)).Select(number => tickets.NextTicket(TicketId.FromStored($"LOGIN-{number}")))], 7);
        var blobs = IndexFile.Write(index.Snapshot, 5, new Dictionary<string, byte[]> { ["marks"] = [1, 2, 3] });
        return [.. BitConverter.GetBytes(blobs.Index.Length), .. blobs.Index, .. blobs.Text];
    }

    internal override string Check(byte[] input)
    {
        if (input.Length < 4)
        {
            return "empty";
        }

        var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(input), (uint)(input.Length - 4));
        var index = input.AsSpan(4, length).ToArray();
        var text = input.AsSpan(4 + length).ToArray();
        var asIs = Ask(index, text);
        return $"as it is: {asIs}, sealed: {Ask(Seal(index), Seal(text))}";
    }

    private static string Ask(byte[] index, byte[] text)
    {
        if (!IndexFile.TryRead(index, () => text, out var content))
        {
            return "refused";
        }

        content.Snapshot.HighestNumber("LOGIN");
        content.Snapshot.TryGet(TicketId.FromStored("LOGIN-1"), out _, out _);
        var hasText = content.Snapshot.TryLoadText();
        foreach (var query in Queries)
        {
            if (hasText || !IndexSnapshot.NeedsText(query.Filter))
            {
                content.Snapshot.Execute(query, new TicketsConfiguration(), RandomTickets.Now);
            }
        }

        return hasText ? "read" : "read without text";
    }

    private static byte[] Seal(byte[] bytes)
    {
        if (bytes.Length < 20)
        {
            return bytes;
        }

        var copy = (byte[])bytes.Clone();
        BinaryPrimitives.WriteInt64LittleEndian(copy.AsSpan(8), copy.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(copy.Length - 4), Crc32C.Compute(copy.AsSpan(0, copy.Length - 4)));
        return copy;
    }
}
