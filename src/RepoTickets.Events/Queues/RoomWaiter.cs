namespace RepoTickets.Events;

/// <summary>An event that waits for room in a queue. It enters by itself in its turn; the task is only for the publisher to know.</summary>
internal sealed class RoomWaiter(QueueSubscription owner, QueueEntry entry)
{
    // Continuations run elsewhere, so completing it under the queue's lock runs no code of others.
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal QueueSubscription Owner { get; } = owner;

    internal QueueEntry Entry { get; } = entry;

    /// <summary>Its place among those that wait; null when it no longer does. Guarded by the queue.</summary>
    internal LinkedListNode<RoomWaiter>? Node { get; set; }

    internal Task Done => _done.Task;

    internal void Complete() => _done.TrySetResult();
}
