namespace RepoTickets.LogTriage;

/// <summary>Where a record was put.</summary>
/// <param name="Id">Its group, aliases resolved.</param>
/// <param name="IsNew">The record founded the group.</param>
/// <param name="Evidence">By what it was recognised.</param>
public readonly record struct GroupAssignment(LogGroupId Id, bool IsNew, GroupEvidence Evidence);
