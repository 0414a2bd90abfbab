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

    /// <summary>Says nothing of what it knows.</summary>
    public override string ToString() => "***";
}
