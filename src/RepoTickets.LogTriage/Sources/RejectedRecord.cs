namespace RepoTickets.LogTriage;

/// <summary>A record of a source that could not be read.</summary>
/// <param name="Source">The source.</param>
/// <param name="Place">Where, such as <c>line 17</c>.</param>
/// <param name="Reason">What is wrong with it, in a sentence.</param>
/// <param name="Sample">Its beginning, at most 200 characters.</param>
public sealed record RejectedRecord(string Source, string Place, string Reason, string Sample);
