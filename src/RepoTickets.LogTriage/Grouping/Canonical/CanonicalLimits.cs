namespace RepoTickets.LogTriage.Grouping.Canonical;

/// <summary>The bounds on what is read of a record.</summary>
internal static class CanonicalLimits
{
    /// <summary>How much of a line is looked at, in bytes; what follows doesn't count.</summary>
    internal const int LineBytes = 16 * 1024;

    /// <summary>How many words and placeholders a canonical form holds.</summary>
    internal const int Tokens = 100;

    /// <summary>A word longer than this is data, whatever it looks like.</summary>
    internal const int WordBytes = 64;

    /// <summary>The longest canonical form: that many words of that length with what joins them.</summary>
    internal const int CanonicalBytes = Tokens * (WordBytes + 3);

    /// <summary>How far a closing quote may be from its opening one.</summary>
    internal const int QuoteBytes = 512;
}
