using System.Diagnostics;
using RepoTickets.LogTriage.Grouping.Compatibility;

namespace RepoTickets.LogTriage.Tests.Grouping.Compatibility;

public sealed class AncestorHashTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("Mail to Bob@Example.com at https://a.b/c?d failed", "mail to email at url failed")]
    [InlineData("java.lang.NullPointerException in line 42", "token in line 42")]
    [InlineData("id 0b9c4a1e-2b1c-4d5e-8f90-aabbccddeeff and 123456 gone", "id and gone")]
    [InlineData("[2026-01-02 03:04:05,678] started", "678 started")]
    [InlineData("Duplicate entry 'a@b' for key 'x'", "duplicate entry for key x")]
    [InlineData("took 3000 ms", "took 3000 ms")]
    [InlineData("Failed to get file size by name x/y, retry", "failed to get file size by name blob retry")]
    public void Normalize_OfAMessage_GivesWhatTheAncestorCompared(string? message, string normalized) =>
        Assert.Equal(normalized, AncestorHash.Normalize(message));

    [Fact]
    public void LogHash_OfAMessage_IsTwelveDigitsOfSha1() => Assert.Equal("00de4d04a6db", AncestorHash.LogHash("Pool Empty!"));

    [Fact]
    public void LogHash_OfTextWithoutLetters_IsNone() => Assert.Null(AncestorHash.LogHash("数据库"));

    [Fact]
    public void Fingerprint_WithoutAType_SaysUnknown() =>
        Assert.Equal(AncestorHash.Fingerprint("unknown", "a"), AncestorHash.Fingerprint(null, "a"));

    [Fact]
    public void Normalize_OfAHugeUnbrokenText_TakesTimeInProportion()
    {
        AncestorHash.Normalize("warm@up.com");
        var watch = Stopwatch.StartNew();
        AncestorHash.Normalize(new string('a', 1_000_000));
        AncestorHash.Normalize(string.Concat(Enumerable.Repeat("a.", 500_000)) + "@");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }

    [Fact]
    public void Assign_WithTheOption_GroupsAsTheAncestorDidButKeepsOtherScriptsApart()
    {
        using var grouper = LogGrouping.Create(new() { UseAncestorHash = true });
        Assert.Equal(
            grouper.Assign(LogGrouperTests.Entry("a.b.C failed")).Id,
            grouper.Assign(LogGrouperTests.Entry("x.y.Z failed")).Id);
        Assert.NotEqual(grouper.Assign(LogGrouperTests.Entry("数据库")).Id, grouper.Assign(LogGrouperTests.Entry("磁盘")).Id);
    }
}
