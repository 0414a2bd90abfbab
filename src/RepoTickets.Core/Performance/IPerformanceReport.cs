namespace RepoTickets;

/// <summary>
/// How the operations of this process have done lately. It listens to the metrics of RepoTickets from when it is made, in bounded memory,
/// and keeps nothing on disk. Thread-safe.
/// </summary>
public interface IPerformanceReport
{
    /// <summary>The figures of the present window (<see cref="PerformanceOptions.Retention"/>).</summary>
    PerformanceSnapshot Read();

    /// <summary>Forgets everything measured so far.</summary>
    void Reset();
}
