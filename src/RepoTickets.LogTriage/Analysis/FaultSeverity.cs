namespace RepoTickets.LogTriage;

/// <summary>How bad a fault is.</summary>
public enum FaultSeverity
{
    /// <summary>Hardly anybody is hindered.</summary>
    Low,

    /// <summary>Something does not work, the rest does.</summary>
    Medium,

    /// <summary>Users or data suffer.</summary>
    High,
}
