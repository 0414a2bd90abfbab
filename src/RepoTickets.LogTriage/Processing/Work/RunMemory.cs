namespace RepoTickets.LogTriage.Processing;

/// <summary>What a run knows of groups that it has handled: their ticket, and the judgement, so that none is analysed twice.</summary>
/// <param name="Ticket">The ticket; null when there is none or it is not known.</param>
/// <param name="IsHandled">The group needs nothing more in this run.</param>
/// <param name="At">When.</param>
/// <param name="Analysis">The judgement; null when it was not analysed.</param>
internal sealed record HandledGroup(FiledTicket? Ticket, bool IsHandled, DateTimeOffset At, LogAnalysis? Analysis);

/// <summary>Bounded: the eldest is forgotten, and found again by the other strategies. Thread-safe.</summary>
internal sealed class RunMemory(int capacity, TimeProvider time)
{
    /// <summary>A run without end must notice that a ticket was closed meanwhile, so what it knows has a short life.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<LogGroupId, HandledGroup> _groups = [];
    private readonly Queue<LogGroupId> _order = new();

    internal HandledGroup? Find(LogGroupId id)
    {
        lock (_gate)
        {
            return _groups.TryGetValue(id, out var handled) ? handled : null;
        }
    }

    internal bool IsFresh(HandledGroup handled) => time.GetUtcNow() - handled.At < Lifetime;

    internal void Remember(LogGroupId id, FiledTicket? ticket, bool isHandled, LogAnalysis? analysis)
    {
        lock (_gate)
        {
            if (!_groups.TryGetValue(id, out var known))
            {
                _order.Enqueue(id);
                if (_order.Count > capacity)
                {
                    _groups.Remove(_order.Dequeue());
                }
            }

            // The time of the first handling counts, else a fault that comes every minute would never be looked at again.
            var at = known is { IsHandled: true } && IsFresh(known) ? known.At : time.GetUtcNow();
            _groups[id] = new HandledGroup(ticket ?? known?.Ticket, isHandled, at, analysis ?? known?.Analysis);
        }
    }
}
