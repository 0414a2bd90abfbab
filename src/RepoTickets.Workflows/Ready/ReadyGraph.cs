using RepoTickets.Workflows.Claims;

namespace RepoTickets.Workflows.Ready;

/// <summary>
/// Tickets, what links them, and which of them are ready; one change at a time. Not thread-safe. After a change only the tickets are looked
/// at again whose readiness may depend on it (see <see cref="ReadyReach"/>).
/// </summary>
internal sealed class ReadyGraph(LeaseExpiry expiry)
{
    private readonly Dictionary<TicketId, ReadyNode> _tickets = [];
    private readonly Dictionary<EpicId, EpicNode> _epics = [];
    private readonly SortedSet<ReadyNode> _ready = new(new ReadyOrder());
    private readonly PriorityQueue<Lease, DateTimeOffset> _expiring = new();
    private TicketsConfiguration _configuration = new();

    /// <summary>The ready tickets in order. Valid until the next change.</summary>
    internal IEnumerable<ReadyNode> Ready => _ready;

    /// <summary>Takes up everything at once, into a graph that is still empty.</summary>
    internal void Fill(IEnumerable<Ticket> tickets, IEnumerable<TicketId> unreadable, IEnumerable<Epic> epics, IEnumerable<Lease> leases)
    {
        foreach (var ticket in tickets)
        {
            var node = NodeOf(ticket.Id);
            (node.Summary, node.Declared) = (TicketSummary.From(ticket), TicketLinks.Of(ticket));
            Link(node, 1);
        }

        foreach (var id in unreadable)
        {
            NodeOf(id).IsUnreadable = true;
        }

        foreach (var epic in epics)
        {
            Declare(EpicOf(epic.Id), epic);
        }

        foreach (var lease in leases)
        {
            Record(NodeOf(lease.TicketId), lease);
        }

        foreach (var node in _tickets.Values)
        {
            Judge(node);
        }
    }

    /// <summary>Takes up a ticket as it is now; null when it is gone or cannot be read.</summary>
    internal void Put(TicketId id, Ticket? ticket, bool isUnreadable)
    {
        var node = NodeOf(id);
        var links = TicketLinks.Of(ticket);
        var summary = ticket is null ? null : TicketSummary.From(ticket);
        var isPlain = links == node.Declared && summary is not null && summary.Status == node.Summary?.Status;
        if (isPlain)
        {
            node.Summary = summary;
            Judge(node);
            return;
        }

        var reach = new ReadyReach();
        reach.Start(node, node.Declared, NodeOf);
        Link(node, -1);
        (node.Summary, node.IsUnreadable, node.Declared) = (summary, isUnreadable, links);
        Link(node, 1);
        reach.Start(node, links, NodeOf);
        foreach (var reached in reach.Complete())
        {
            Judge(reached);
        }
    }

    /// <summary>Takes up an epic as it is now; null when it is gone or cannot be read.</summary>
    internal void Put(EpicId id, Epic? epic)
    {
        var node = EpicOf(id);
        var concerned = node.Tickets.ToHashSet();
        Declare(node, epic);
        concerned.UnionWith(node.Tickets);
        foreach (var ticket in concerned)
        {
            Judge(ticket);
        }
    }

    /// <summary>Takes up a ticket's lease as it is now; null when it is gone or cannot be read.</summary>
    internal void Put(TicketId id, Lease? lease)
    {
        var node = NodeOf(id);
        Record(node, lease);
        Judge(node);
    }

    /// <summary>Leases that have run out since. What was queued for a lease that is no longer the recorded one is passed over.</summary>
    internal void Expire()
    {
        var now = expiry.Now;
        while (_expiring.TryPeek(out var lease, out var end) && now >= end)
        {
            _expiring.Dequeue();
            var node = NodeOf(lease.TicketId);
            if (node.IsClaimed && node.Lease!.Version == lease.Version && !expiry.IsLive(lease, now))
            {
                node.IsClaimed = false;
                Judge(node);
            }
        }
    }

    /// <summary>Ranks priorities as this configuration does.</summary>
    internal void Use(TicketsConfiguration configuration)
    {
        if (ReferenceEquals(configuration, _configuration))
        {
            return;
        }

        var isSame = configuration.Priorities.Equals(_configuration.Priorities);
        _configuration = configuration;
        foreach (var node in isSame ? [] : _ready.ToArray())
        {
            Judge(node);
        }
    }

    private ReadyNode NodeOf(TicketId id) => _tickets.TryGetValue(id, out var node) ? node : _tickets[id] = new(id);

    private EpicNode EpicOf(EpicId id) => _epics.TryGetValue(id, out var node) ? node : _epics[id] = new();

    private void Declare(EpicNode node, Epic? epic)
    {
        foreach (var ticket in node.Declared)
        {
            Join(NodeOf(ticket), node, -1);
        }

        node.Declared = epic?.TicketIds ?? [];
        node.IsCancelled = epic?.Status == EpicStatus.Cancelled;
        foreach (var ticket in node.Declared)
        {
            Join(NodeOf(ticket), node, 1);
        }
    }

    private void Record(ReadyNode node, Lease? lease)
    {
        node.Lease = lease;
        node.IsClaimed = lease is not null && expiry.IsLive(lease);
        if (node.IsClaimed)
        {
            _expiring.Enqueue(lease!, lease!.ExpiresAt);
        }
    }

    private void Link(ReadyNode node, int sign)
    {
        var links = node.Declared;
        foreach (var blocker in links.BlockedBy)
        {
            Connect(node, NodeOf(blocker), static n => n.Blockers, static n => n.Dependents, sign);
        }

        foreach (var blocked in links.Blocks)
        {
            Connect(NodeOf(blocked), node, static n => n.Blockers, static n => n.Dependents, sign);
        }

        if (links.Parent is { } parent)
        {
            Connect(node, NodeOf(parent), static n => n.Parents, static n => n.Children, sign);
        }

        foreach (var child in links.Children)
        {
            Connect(NodeOf(child), node, static n => n.Parents, static n => n.Children, sign);
        }

        if (links.Epic is { } epic)
        {
            Join(node, EpicOf(epic), sign);
        }
    }

    private static void Connect(
        ReadyNode lower, ReadyNode upper, Func<ReadyNode, LinkCounts<ReadyNode>> up, Func<ReadyNode, LinkCounts<ReadyNode>> down, int sign)
    {
        if (lower == upper)
        {
            return;
        }

        if (sign > 0)
        {
            up(lower).Add(upper);
            down(upper).Add(lower);
        }
        else
        {
            up(lower).Remove(upper);
            down(upper).Remove(lower);
        }
    }

    private static void Join(ReadyNode ticket, EpicNode epic, int sign)
    {
        if (sign > 0)
        {
            ticket.Epics.Add(epic);
            epic.Tickets.Add(ticket);
        }
        else
        {
            ticket.Epics.Remove(epic);
            epic.Tickets.Remove(ticket);
        }
    }

    private void Judge(ReadyNode node)
    {
        var isReady = ReadyRules.IsReady(node);
        var rank = node.Summary is null ? 0 : _configuration.RankOf(node.Summary.Priority);
        if (node.IsListed)
        {
            if (isReady && node.ListedRank == rank && node.ListedCreatedAt == node.Summary!.CreatedAt)
            {
                return;
            }

            _ready.Remove(node);
            node.IsListed = false;
        }

        if (isReady)
        {
            (node.ListedRank, node.ListedCreatedAt) = (rank, node.Summary!.CreatedAt);
            _ready.Add(node);
            node.IsListed = true;
        }
    }
}
