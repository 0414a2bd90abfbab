namespace RepoTickets.LogTriage.Grouping;

/// <summary>The version of the rules. It is part of every group's name, so that new rules never give an old name a new meaning.</summary>
internal static class GroupingAlgorithm
{
    internal const int Version = 1;
}
