using RepoTickets.LogTriage.Processing;
using RepoTickets.LogTriage.Redaction;

namespace RepoTickets.LogTriage.Tests.Redaction;

/// <summary>Records are cut before they are redacted; what is left of a secret at the cut has no shape any more.</summary>
public sealed class DividedSecretTests
{
    private const int Length = 8_192;

    [Fact]
    public void Prepare_SecretsThatTheCutDivides_AreGoneWhole()
    {
        var seed = Seeds.Given ?? 5;
        var random = new Random(seed);
        var preparation = new EntryPreparation(new LogRedactor(new()), Length);
        var words = string.Concat(Enumerable.Repeat("word ", Length / 5));
        for (var n = 0; n < 2_000; n++)
        {
            var (secret, line) = SecretCorpus.Plant(random);
            var at = line.IndexOf(secret, StringComparison.Ordinal);
            var shown = random.Next((secret.Length + 1) / 2, secret.Length);
            var kept = preparation.Prepare(new() { Message = $"{words[..(Length - at - shown - 1)]} {line}" }).Message;
            Assert.False(kept.Contains(secret[..shown], StringComparison.Ordinal), $"seed {seed}: {shown} of '{secret}' in '{line}'");
            Assert.InRange(kept.Length, Length - 200, Length + 100);
        }
    }

    [Theory]
    [InlineData("{\"a\":1,\"key\":\"AIzajowChyB5I4pipBFGW0tw14zFKc9gNrQskQN\"}", "AIza")]
    [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "\uFFFD")]
    public void Prepare_TextWithoutBlanks_IsCutBetweenItsMarksElseAnywhere(string end, string absent)
    {
        var preparation = new EntryPreparation(new LogRedactor(new()), Length);

        var kept = preparation.Prepare(new() { Message = new string('x', Length - 40) + end }).Message;

        Assert.DoesNotContain(absent, kept, StringComparison.Ordinal);
        Assert.All(kept.EnumerateRunes(), static rune => Assert.NotEqual(System.Text.Rune.ReplacementChar, rune));
        Assert.StartsWith("xxx", kept, StringComparison.Ordinal);
    }
}
