namespace RepoTickets.Events;

/// <summary>An event in a queue.</summary>
/// <param name="Made">The event.</param>
/// <param name="Timestamp">When it was handed in, of the time provider's timestamps.</param>
/// <param name="Replay">The replay of a dead letter that it belongs to.</param>
/// <param name="Place">Its number among all that were offered to this queue.</param>
internal readonly record struct QueueEntry(Event Made, long Timestamp, LetterReplay? Replay = null, long Place = 0);

/// <summary>One replay of a dead letter; whoever takes the event off the queue finishes it.</summary>
internal sealed class LetterReplay(long letterId)
{
    private readonly TaskCompletionSource<bool> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal long LetterId { get; } = letterId;

    internal Task<bool> Finished => _finished.Task;

    internal void Finish(bool succeeded) => _finished.TrySetResult(succeeded);
}

/// <summary>What became of an event that was offered.</summary>
internal enum OfferOutcome
{
    /// <summary>It is in the queue.</summary>
    Entered,

    /// <summary>The policy dropped it; the counters know.</summary>
    Dropped,

    /// <summary>There was no room: it is to go to the dead letters.</summary>
    Full,

    /// <summary>It has a place behind the queue and enters when there is room.</summary>
    Waiting,

    /// <summary>The subscription has ended.</summary>
    Ended,
}

/// <summary>What became of an event that was taken off the queue.</summary>
internal enum TakenOutcome
{
    /// <summary>Nothing was taken.</summary>
    None,

    /// <summary>The handler has dealt with it.</summary>
    Delivered,

    /// <summary>It went to the dead letters.</summary>
    DeadLettered,

    /// <summary>The subscription ended before the handler had dealt with it.</summary>
    Dropped,

    /// <summary>It was the replay of a dead letter, which counts apart.</summary>
    Replayed,
}

/// <summary>The answer to an offer.</summary>
/// <param name="Outcome">What became of the event.</param>
/// <param name="Waiter">The wait for room, where there is one.</param>
/// <param name="Wake">The consumer sleeps and must be woken, outside of all locks.</param>
internal readonly record struct OfferResult(OfferOutcome Outcome, RoomWaiter? Waiter = null, bool Wake = false);
