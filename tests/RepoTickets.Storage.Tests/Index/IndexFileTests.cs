using System.Buffers.Binary;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.Journal;

namespace RepoTickets.Storage.Tests.Index;

public class IndexFileTests
{
    private static readonly Dictionary<string, byte[]> NoExtensions = [];

    [Fact]
    public void TryRead_WhatWasWritten_GivesHeaderAndExtensionsBack()
    {
        var blobs = IndexFile.Write(Snapshot(1, 20), 123, new Dictionary<string, byte[]> { ["marks"] = [1, 2, 3], [""] = [] });

        Assert.True(IndexFile.TryRead(blobs.Index, () => blobs.Text, out var content));
        Assert.Equal(123, content.WrittenAtNanoseconds);
        Assert.Equal(7, content.Snapshot.Position);
        Assert.Equal([1, 2, 3], content.Extensions["marks"]);
        Assert.Empty(content.Extensions[""]);
        Assert.Equal(2, content.Extensions.Count);
    }

    [Fact]
    public void TryRead_AnEmptyIndex_GivesNoTickets()
    {
        var blobs = IndexFile.Write(IndexSnapshot.Empty, 0, NoExtensions);

        Assert.True(IndexFile.TryRead(blobs.Index, () => blobs.Text, out var content));
        Assert.Equal(0, content.Snapshot.Count);
        Assert.True(content.Snapshot.TryLoadText());
        Assert.Empty(Find(content.Snapshot, "login").Tickets);
    }

    [Fact]
    public void TryRead_DoesNotReadTheTextBeforeItIsAskedFor()
    {
        var blobs = IndexFile.Write(Snapshot(1, 20), 0, NoExtensions);
        var reads = 0;

        Assert.True(IndexFile.TryRead(blobs.Index, () => ++reads > 0 ? blobs.Text : null, out var content));
        Find(content.Snapshot, "status:open");
        Assert.Equal(0, reads);
        Find(content.Snapshot, "login");
        Find(content.Snapshot, "log*");
        Assert.Equal(1, reads);
    }

    [Fact]
    public void TryRead_DamagedIndex_IsRefused()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var blobs = IndexFile.Write(Snapshot(seed, 60), 0, NoExtensions);
        for (var i = 0; i < 3_000; i++)
        {
            var damaged = Damage(blobs.Index, random, i);
            Assert.False(IndexFile.TryRead(damaged, () => blobs.Text, out _), $"seed {seed}, damage {i}");
        }

        foreach (var length in Enumerable.Range(0, blobs.Index.Length))
        {
            Assert.False(IndexFile.TryRead(blobs.Index.AsMemory(0, length), () => blobs.Text, out _), $"seed {seed}, length {length}");
        }
    }

    [Fact]
    public void TryLoadText_DamagedText_IsRefused()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var blobs = IndexFile.Write(Snapshot(seed, 60), 0, NoExtensions);
        for (var i = 0; i < 2_000; i++)
        {
            var damaged = i % 2 == 0 ? Damage(blobs.Text, random, i) : blobs.Text[..random.Next(blobs.Text.Length)];
            Assert.True(IndexFile.TryRead(blobs.Index, () => damaged, out var content));
            Assert.False(content.Snapshot.TryLoadText(), $"seed {seed}, damage {i}");
        }
    }

    [Fact]
    public void TryLoadText_MissingTextOrThatOfAnotherIndex_IsRefusedAndQueriesSaySo()
    {
        var blobs = IndexFile.Write(Snapshot(1, 20), 0, NoExtensions);
        var other = IndexFile.Write(Snapshot(2, 20), 0, NoExtensions);

        Assert.True(IndexFile.TryRead(blobs.Index, () => other.Text, out var mixed));
        Assert.True(IndexFile.TryRead(blobs.Index, () => null, out var alone));
        Assert.False(mixed.Snapshot.TryLoadText());
        Assert.False(alone.Snapshot.TryLoadText());
        Assert.Throws<InvalidOperationException>(() => Find(alone.Snapshot, "login"));
        Assert.Throws<InvalidOperationException>(() => IndexFile.Write(alone.Snapshot, 0, NoExtensions));
        Assert.NotNull(Find(alone.Snapshot, "status:open"));
        Assert.True(IndexSnapshot.NeedsText(TicketQuery.Parse("a or -(b c)").Filter));
        Assert.False(IndexSnapshot.NeedsText(TicketQuery.Parse("is:open or -(label:b id:C*)").Filter));
    }

    [Fact]
    public void TryRead_NonsenseWithARightChecksum_NeverThrows()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var tickets = new RandomTickets(seed);
        var blobs = IndexFile.Write(Snapshot(seed, 40), 0, NoExtensions);
        for (var i = 0; i < 3_000; i++)
        {
            var index = Reseal(Damage(blobs.Index, random, i));
            var text = Reseal(Damage(blobs.Text, random, i));
            try
            {
                if (IndexFile.TryRead(index, () => text, out var content))
                {
                    Find(content.Snapshot, "is:open");
                    content.Snapshot.HighestNumber("LOGIN");
                    content.Snapshot.TryGet(TicketId.Parse("LOGIN-1"), out _, out _);
                    if (content.Snapshot.TryLoadText())
                    {
                        content.Snapshot.Execute(tickets.NextQuery(), new TicketsConfiguration(), RandomTickets.Now);
                    }
                }
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, damage {i}: {exception}");
            }
        }
    }

    private static TicketQueryResult Find(IndexSnapshot snapshot, string query) =>
        snapshot.Execute(TicketQuery.Parse(query), new TicketsConfiguration(), RandomTickets.Now);

    private static IndexSnapshot Snapshot(int seed, int count)
    {
        var tickets = new RandomTickets(seed);
        var index = new TicketIndex();
        index.Reset([.. Enumerable.Range(0, count).Select(number => tickets.NextTicket(TicketId.FromStored($"LOGIN-{number}")))], 7);
        return index.Snapshot;
    }

    private static byte[] Damage(byte[] bytes, Random random, int kind)
    {
        var damaged = (byte[])bytes.Clone();
        var offset = random.Next(damaged.Length);
        switch (kind % 4)
        {
            case 0:
                damaged[offset] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(Math.Min(offset, damaged.Length - 4)), ~random.Next(1 << 20));
                break;
            case 2:
                BinaryPrimitives.WriteInt32LittleEndian(
                    damaged.AsSpan(Math.Min(offset, damaged.Length - 4)), int.MaxValue - random.Next(100));
                break;
            default:
                damaged = [.. damaged, (byte)random.Next(256)];
                break;
        }

        return damaged;
    }

    // What an attacker would do after the damage: make length and checksum right again.
    private static byte[] Reseal(byte[] bytes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4), Crc32C.Compute(bytes.AsSpan(0, bytes.Length - 4)));
        return bytes;
    }
}
