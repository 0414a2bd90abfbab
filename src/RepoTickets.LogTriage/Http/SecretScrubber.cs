using RepoTickets.Secrets;

namespace RepoTickets.LogTriage.Http;

/// <summary>
/// Takes the credentials of a remote out of what it answers, before that gets into a message: some repeat what they were sent.
/// </summary>
internal sealed class SecretScrubber
{
    private readonly string[] _secrets;

    internal SecretScrubber(params IEnumerable<string> secrets) =>
        _secrets = [.. secrets.Where(static secret => secret.Length >= 4).Distinct().OrderByDescending(static secret => secret.Length)];

    internal string Scrub(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, "***", StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    /// <summary>The cause of a failure; one that repeats a credential is replaced by one that does not.</summary>
    internal Exception Scrub(Exception exception) => ScrubbedException.CleanOf(exception, Scrub);

    /// <summary>
    /// Scrubbed before it is cut, so that no half of a credential stays at the end, and after its characters were escaped.
    /// </summary>
    internal string Show(string text, int maximumLength) => Scrub(DisplayText.Escape(Scrub(text), maximumLength));

    /// <summary>Says nothing of what it knows.</summary>
    public override string ToString() => "***";
}
