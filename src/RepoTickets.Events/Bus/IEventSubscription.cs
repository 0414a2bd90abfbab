namespace RepoTickets.Events;

/// <summary>A handler that is subscribed. Disposing it ends the subscription: no event is handed to it afterwards. Thread-safe.</summary>
public interface IEventSubscription : IDisposable, IAsyncDisposable
{
    /// <summary>Its name in logs, statistics and dead letters.</summary>
    string Name { get; }

    /// <summary>What it subscribed to.</summary>
    string Pattern { get; }
}
