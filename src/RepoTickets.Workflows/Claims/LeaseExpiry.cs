using System.Collections.Concurrent;

namespace RepoTickets.Workflows.Claims;

/// <summary>
/// Says which leases have run out, and does not go back on it: a lease that was once found to have run out stays so until a commit changes
/// it, whatever the clock says later. Remembers one version a ticket. Thread-safe.
/// </summary>
internal sealed class LeaseExpiry(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<TicketId, DocumentVersion> _expired = new();

    /// <summary>Now, in the precision of files.</summary>
    internal DateTimeOffset Now
    {
        get
        {
            var now = timeProvider.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    internal bool IsLive(Lease lease) => IsLive(lease, timeProvider.GetUtcNow());

    internal bool IsLive(Lease lease, DateTimeOffset now)
    {
        if (lease.Holder is null || (_expired.TryGetValue(lease.TicketId, out var expired) && expired == lease.Version))
        {
            return false;
        }

        if (lease.IsLiveAt(now))
        {
            return true;
        }

        _expired[lease.TicketId] = lease.Version;
        return false;
    }
}
