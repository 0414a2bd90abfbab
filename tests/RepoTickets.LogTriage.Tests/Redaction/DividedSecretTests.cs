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

    /// <summary>The redactor looks beyond its cut, and what is there is shown where what stands before became short.</summary>
    [Fact]
    public void Redact_SecretsThatTheEndOfTheMarginDivides_AreGoneWhole()
    {
        var seed = Seeds.Given ?? 7;
        var random = new Random(seed);
        const int Looked = 65_536 + 4_096;
        var redactor = new LogRedactor(new());
        var before = $"password=\"{new string('x', 6_000)}\" ";
        var words = string.Concat(Enumerable.Repeat("word ", Looked / 5));
        for (var n = 0; n < 200; n++)
        {
            var (secret, line) = SecretCorpus.Plant(random);
            var at = line.IndexOf(secret, StringComparison.Ordinal);
            var shown = random.Next((secret.Length + 1) / 2, secret.Length);
            var kept = redactor.Redact($"{before}{words[..(Looked - before.Length - at - shown - 1)]} {line} {words}");
            Assert.False(kept.Contains(secret[..shown], StringComparison.Ordinal), $"seed {seed}: {shown} of '{secret}' in '{line}'");
            Assert.InRange(kept.Length, Looked - 6_500, 65_536);
        }
    }

    [Fact]
    public void Prepare_CardInGroupsThatTheCutDivides_IsGoneWhole()
    {
        var preparation = new EntryPreparation(new LogRedactor(new()), Length);

        var kept = preparation.Prepare(new() { Message = new string('x', Length - 23) + " card 4111 1111 1111 1111 refused" }).Message;

        Assert.EndsWith("xxx card", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1,\"key\":\"AIzajowChyB5I4pipBFGW0tw14zFKc9gNrQskQN\"}", "AIza")]
    [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "\uFFFD")]
    public void Prepare_TextWithoutBlanks_IsCutBetweenItsMarksElseAnywhere(string end, string absent)
    {
        var preparation = new EntryPreparation(new LogRedactor(new()), Length);

        // Odd, so that the cut falls between the halves of a character.
        var kept = preparation.Prepare(new() { Message = new string('x', Length - 41) + end }).Message;

        Assert.DoesNotContain(absent, kept, StringComparison.Ordinal);
        Assert.All(kept.EnumerateRunes(), static rune => Assert.NotEqual(System.Text.Rune.ReplacementChar, rune));
        Assert.StartsWith("xxx", kept, StringComparison.Ordinal);
    }
}
