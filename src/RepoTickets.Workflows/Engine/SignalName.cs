namespace RepoTickets.Workflows.Engine;

/// <summary>What a signal may be called.</summary>
internal static class SignalName
{
    private const int MaximumLength = 200;

    internal static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > MaximumLength || !char.IsAsciiLetterOrDigit(name[0]) || name.Any(static c => c is <= ' ' or > '~'))
        {
            throw new ArgumentException(
                $"'{DisplayText.Escape(name)}' is no name of a signal: 1 to {MaximumLength} printable ASCII characters without blanks, " +
                "beginning with a letter or digit.",
                nameof(name));
        }
    }
}
