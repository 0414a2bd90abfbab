namespace RepoTickets.Secrets;

/// <summary>
/// Stands in logs for an exception that said too much. It has no inner exceptions: their text is part of its own, where it was cleaned.
/// </summary>
internal sealed class ScrubbedException(string message, string text) : Exception(message)
{
    /// <summary>The text of the other, with its type, its trace and its causes, without what was secret.</summary>
    public override string ToString() => text;
}
