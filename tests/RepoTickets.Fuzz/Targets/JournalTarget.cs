using RepoTickets.Storage.Journal;

namespace RepoTickets.Fuzz.Targets;

/// <summary>
/// Frames of the journal whose checksum is right, whatever is in them: an input is the payload of a frame. What is read is written and
/// read again.
/// </summary>
internal sealed class JournalTarget : MutatedTarget
{
    internal override string Name => "journal";

    protected override IReadOnlyList<string> Tokens { get; } =

        [
            "\u0000\u0000\u0000\u0000", "\u0001\u0000\u0000\u0000", "open/A-1.yaml", "../x", "/etc/passwd", "open/../../x", "\u0007",
            "\u007f\u007f\u007f\u007f", "external",
        ];

    protected override byte[] Generate(Random random)
    {
        var documents = new RandomDocuments(random.Next());
        var commits = Enumerable.Range(1, random.Next(1, 4)).Select(position => new JournalCommit
        {
            Position = position,
            CommittedAtMicroseconds = random.NextInt64(),
            Source = random.Next(2) == 0 ? JournalCommit.ExternalSource : "fuzz",
            CorrelationId = random.Next(2) == 0 ? null : "c",
            CausationId = random.Next(2) == 0 ? null : "d",
            IsExternal = random.Next(2) == 0,
            IsBuffered = random.Next(2) == 0,
            Changes = [.. Enumerable.Range(0, random.Next(4)).Select(_ => NextChange(random, documents))],
        });
        return JournalEncoding.EncodeFrame(new(), [.. commits])[JournalEncoding.FrameHeaderLength..].ToArray();
    }

    private static FileChange NextChange(Random random, RandomDocuments documents)
    {
        var bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        var change = random.Next(3) switch
        {
            0 => new FileChange(null, null, "open/A-1.yaml", bytes),
            1 => new FileChange("open/A-1.yaml", bytes, "closed/A-1.yaml", bytes),
            _ => new FileChange("epics/A.yaml", random.Next(2) == 0 ? null : bytes, null, null),
        };
        return random.Next(3) > 0 ? change : change with
        {
            Former = new(DocumentVersion.Of(bytes), random.Next(2) == 0 ? null : TicketSummary.From(documents.Ticket())),
        };
    }

    internal override string Check(byte[] input)
    {
        // As it is, without a checksum: what a damaged file looks like.
        SegmentFrames.TryRead(input, 0, out _, out _);
        SegmentFrames.TryRead(input, input.Length / 2, out _, out _);
        if (JournalEncoding.DecodePayload(input) is not { } commits)
        {
            return "refused";
        }

        foreach (var change in commits.Where(static commit => !commit.IsExternal).SelectMany(static commit => commit.Changes))
        {
            foreach (var path in new[] { change.BeforePath, change.AfterPath }.OfType<string>())
            {
                Assert.False(
                    path.StartsWith('/') || path.Split('/').Contains("..") || path.Contains('\\', StringComparison.Ordinal),
                    $"The path '{path}' leads out.");
            }
        }

        var frame = JournalEncoding.EncodeFrame(new(), commits).ToArray();
        if (commits.Count > 0)
        {
            Assert.True(SegmentFrames.TryRead(frame, 0, out var again, out var next), "What was read cannot be read again.");
            Assert.Equal(frame.Length, next);
            Assert.Equal(commits.Count, again.Count);
        }

        return "read";
    }
}
