namespace RepoTickets;

/// <summary>What maintenance of a store is doing.</summary>
public enum MaintenancePhase
{
    /// <summary>Reading tickets, to build the index of them.</summary>
    Indexing,

    /// <summary>Mending what can be mended; how much that is, is not known before.</summary>
    Mending,

    /// <summary>Reading and checking documents.</summary>
    Checking,

    /// <summary>Finished.</summary>
    Finished,
}

/// <summary>How far maintenance of a store is.</summary>
/// <param name="Done">Files that have gone through this phase.</param>
/// <param name="Total">
/// Files that there were to go through it when it began, so that there may be more while others change the store; 0 where that is not
/// known.
/// </param>
/// <param name="Phase">What is being done.</param>
public readonly record struct MaintenanceProgress(int Done, int Total, MaintenancePhase Phase);
