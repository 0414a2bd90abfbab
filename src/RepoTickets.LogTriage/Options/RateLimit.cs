namespace RepoTickets.LogTriage;

/// <summary>Never more than so many calls in any window of this length, wherever it begins.</summary>
/// <param name="Calls">1 to 100,000.</param>
/// <param name="Window">The length of the window, 1 ms to 1 day.</param>
public sealed record RateLimit(int Calls, TimeSpan Window)
{
    /// <summary>So many calls a second.</summary>
    public static RateLimit PerSecond(int calls) => new(calls, TimeSpan.FromSeconds(1));
}
