namespace RepoTickets.Events;

/// <summary>
/// A handler that the host's services make. Add it with <c>AddEventHandler&lt;TData, THandler&gt;()</c>: it is served like a handler given
/// to <see cref="IEventBus.Subscribe{TData}"/>, one event at a time in order.
/// </summary>
/// <typeparam name="TData">The payload of the events that it handles.</typeparam>
public interface IEventHandler<TData>
    where TData : notnull
{
    /// <summary>Handles an event. What it throws is counted, and the event is tried again as the options say.</summary>
    /// <param name="e">The event.</param>
    /// <param name="cancellationToken">Cancelled when the subscription ends.</param>
    ValueTask HandleAsync(Event<TData> e, CancellationToken cancellationToken);
}
