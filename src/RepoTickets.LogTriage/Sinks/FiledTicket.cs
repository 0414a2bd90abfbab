namespace RepoTickets.LogTriage;

/// <summary>A ticket that is in the target.</summary>
/// <param name="Key">Its name there, such as <c>PROJ-17</c>.</param>
/// <param name="IsClosed">It is done with.</param>
/// <param name="Title">Its title.</param>
/// <param name="Text">Its description as plain text, at most 16 KiB; empty when the call does not fetch it.</param>
/// <param name="Address">Where a person reads it; null when there is no address.</param>
/// <param name="CreatedAt">When it was filed; null when unknown.</param>
public sealed record FiledTicket(
    string Key, bool IsClosed, string Title, string Text = "", Uri? Address = null, DateTimeOffset? CreatedAt = null);
