using Microsoft.Extensions.Logging;

namespace RepoTickets.Events;

/// <summary>What subscriptions need of their bus.</summary>
internal sealed class BusServices
{
    private long _handlerErrors;

    internal required TimeProvider Time { get; init; }

    internal required ILogger Logger { get; init; }

    internal required DeadLetterList DeadLetters { get; init; }

    internal required EventsTelemetry Telemetry { get; init; }

    internal required WaitGraph Waits { get; init; }

    /// <summary>Takes a subscription that is disposed off the bus; false when it was off already.</summary>
    internal required Func<Subscription, bool> Remove { get; init; }

    internal long HandlerErrors => Interlocked.Read(ref _handlerErrors);

    /// <summary>What queues have dropped, those of ended subscriptions included.</summary>
    internal SharedCount Dropped { get; } = new();

    internal void CountError() => Interlocked.Increment(ref _handlerErrors);

    /// <summary>
    /// Logs. A logger that throws must neither reach a publisher nor end a subscription, and there is nobody left to tell.
    /// </summary>
    internal void Report<TState>(TState state, Action<ILogger, TState> log)
    {
        try
        {
            log(Logger, state);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            Telemetry.LoggingFailed();
        }
    }
}

/// <summary>A count that many may raise at once.</summary>
internal sealed class SharedCount
{
    private long _value;

    internal long Value => Interlocked.Read(ref _value);

    internal void Raise() => Interlocked.Increment(ref _value);
}
