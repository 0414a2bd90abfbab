namespace RepoTickets;

/// <summary>
/// Tells what a commit means, as events: always the same for the same commit. For components that follow the feed themselves. Thread-safe.
/// </summary>
public interface IEventDerivation
{
    /// <summary>The events of a commit, in order.</summary>
    IReadOnlyList<Event> Derive(Commit commit);

    /// <summary>An event's payload as JSON.</summary>
    JsonText Describe(Event source);
}
