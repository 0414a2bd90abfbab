namespace RepoTickets.LogTriage.Grouping;

/// <summary>The version of the rules. It is part of every group's name, so that new rules never give an old name a new meaning.</summary>
internal static class GroupingAlgorithm
{
    internal const int Version = 2;

    /// <summary>Rules before these kept values of secrets in forms and keys; such a state is cleaned when it is read.</summary>
    internal const int FirstWithoutSecrets = 2;
}
