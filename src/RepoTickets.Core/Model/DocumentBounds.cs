namespace RepoTickets;

/// <summary>
/// How large the parts of a document may be. <see cref="DocumentValidator"/> reports what is over; files that others wrote may be larger
/// and are still read, as long as the store's limits for files allow.
/// </summary>
public static class DocumentBounds
{
    /// <summary>Characters (UTF-16 units) of titles, names, labels, addresses and other one-line fields: 1,000.</summary>
    public const int TitleLength = 1_000;

    /// <summary>Characters (UTF-16 units) of descriptions, comments and other texts: 262,144.</summary>
    public const int TextLength = 256 * 1024;

    /// <summary>Items of one list: 10,000.</summary>
    public const int ListCount = 10_000;
}
