using RepoTickets.Storage.Journal;

namespace RepoTickets.Storage.Tests.Journal;

public sealed class JournalEncodingTests
{
    [Fact]
    public void Decode_RecordFromBeforeFormerStatesWereKept_IsReadAsItWas()
    {
        // Written by the first version: position 7, external, one change of a/b from nothing to "x".
        var payload = Convert.FromHexString(
            "01000000" + "0700000000000000" + "0500000000000000" + "01" + "0300657874" + "FFFF" + "FFFF" + "01000000" +
            "FFFF" + "FFFFFFFF" + "0300612F62" + "0100000078");

        var commit = Assert.Single(JournalEncoding.DecodePayload(payload)!);

        Assert.Equal((7L, 5L, "ext", true), (commit.Position, commit.CommittedAtMicroseconds, commit.Source, commit.IsExternal));
        var change = Assert.Single(commit.Changes);
        Assert.Equal((null, "a/b"), (change.BeforePath, change.AfterPath));
        Assert.Equal("x"u8.ToArray(), change.After);
        Assert.Null(change.Former);
        Assert.Equal(payload, JournalEncoding.EncodeFrame(new(), [commit])[JournalEncoding.FrameHeaderLength..].ToArray());
    }

    [Fact]
    public void EncodeThenDecode_FormerStates_GivesTheSame()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var ticket = new RandomDocuments(seed).Ticket();
            var version = DocumentVersion.Of([(byte)seed]);
            var commit = Commit(
                new FileChange("open/A-1.yaml", null, "open/A-1.yaml", [1]) { Former = new(version, TicketSummary.From(ticket)) },
                new FileChange("open/A-2.yaml", [2], null, null) { Former = new(version, null) },
                new FileChange(null, null, "open/A-3.yaml", [3]));

            var read = Assert.Single(JournalEncoding.DecodePayload(Payload(commit))!);

            Assert.True(
                commit.Changes[0].Former == read.Changes[0].Former,
                $"seed {seed}: {commit.Changes[0].Former} became {read.Changes[0].Former}");
            Assert.Equal(commit.Changes[1].Former, read.Changes[1].Former);
            Assert.Null(read.Changes[2].Former);
            Assert.Equal([3], read.Changes[2].After!);
        }
    }

    [Fact]
    public void Decode_FormerStateCutOrChangedAnywhere_NeverThrows()
    {
        var good = FormerStateEncoding.Encode(new(DocumentVersion.Of([1]), TicketSummary.From(new RandomDocuments(3).Ticket())));
        Assert.NotNull(FormerStateEncoding.Decode(good));
        for (var i = 0; i < good.Length; i++)
        {
            Assert.Null(FormerStateEncoding.Decode(good.AsSpan(0, i)));
            foreach (var value in (byte[])[0, 0x7F, 0xFF])
            {
                var bad = good.ToArray();
                bad[i] = value;
                FormerStateEncoding.Decode(bad);
            }
        }
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("open/../../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("open//A-1.yaml")]
    [InlineData("open\\..\\A-1.yaml")]
    [InlineData("./A-1.yaml")]
    [InlineData("")]
    [InlineData("open/..")]
    [InlineData("open/A-1.yaml/")]
    [InlineData("open/.. /A-1.yaml")]
    [InlineData("open/... /A-1.yaml")]
    [InlineData("open./A-1.yaml")]
    [InlineData("C:A-1.yaml")]
    [InlineData("open/A-1.yaml:stream")]
    [InlineData("//server/share")]
    [InlineData("open/A-1.yaml\0.txt")]
    public void Decode_PathOutsideOfTheStore_IsDamageWhoeverWroteIt(string path)
    {
        var before = Commit(new FileChange(path, [1], null, null));
        var after = Commit(new FileChange(null, null, path, [1]));

        // External changes, too: after a power cut they are put in place.
        foreach (var isExternal in new[] { false, true })
        {
            Assert.Null(JournalEncoding.DecodePayload(Payload(before with { IsExternal = isExternal })));
            Assert.Null(JournalEncoding.DecodePayload(Payload(after with { IsExternal = isExternal })));
            Assert.NotNull(
                JournalEncoding.DecodePayload(
                    Payload(Commit(new FileChange(null, null, "open/A-1.yaml", [1])) with { IsExternal = isExternal })));
        }
    }

    /// <summary>Names are told apart by case, as the files are: these are places in the store, though none of ours.</summary>
    [Theory]
    [InlineData("OPEN/A-1.yaml")]
    [InlineData("Open/a-1.YAML")]
    [InlineData(".SDK/journal/x")]
    [InlineData("open/..A")]
    [InlineData("open/...A/x")]
    [InlineData("backlog/Größe_1.yaml")]
    public void IsInside_OddButInside_IsTrue(string path) => Assert.True(Layout.StoreLayout.IsInside(path));

    private static byte[] Payload(JournalCommit commit) =>
        JournalEncoding.EncodeFrame(new(), [commit])[JournalEncoding.FrameHeaderLength..].ToArray();

    private static JournalCommit Commit(params FileChange[] changes) =>
        new() { Position = 1, CommittedAtMicroseconds = 2, Source = "external", IsExternal = true, Changes = changes };
}
