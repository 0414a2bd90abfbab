namespace RepoTickets.Batch;

/// <summary>How far an export is.</summary>
/// <param name="Done">Tickets that were written, or left out for a reason that the result gives.</param>
/// <param name="Total">Tickets that are to be written.</param>
public readonly record struct ExportProgress(int Done, int Total);
