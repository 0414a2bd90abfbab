namespace RepoTickets.Workflows.Ready;

/// <summary>What the index knows of one ticket, also of one that is only named by others.</summary>
internal sealed class ReadyNode(TicketId id)
{
    internal TicketId Id => id;

    /// <summary>Null when there is no such ticket, or it cannot be read.</summary>
    internal TicketSummary? Summary { get; set; }

    internal bool IsUnreadable { get; set; }

    /// <summary>What the ticket's own file says; links that others declare are not here.</summary>
    internal TicketLinks Declared { get; set; } = TicketLinks.None;

    internal LinkCounts<ReadyNode> Blockers { get; } = new();

    internal LinkCounts<ReadyNode> Dependents { get; } = new();

    internal LinkCounts<ReadyNode> Parents { get; } = new();

    internal LinkCounts<ReadyNode> Children { get; } = new();

    internal LinkCounts<EpicNode> Epics { get; } = new();

    internal Lease? Lease { get; set; }

    internal bool IsClaimed { get; set; }

    /// <summary>It stands in the sorted set, under these keys.</summary>
    internal bool IsListed { get; set; }

    internal int ListedRank { get; set; }

    internal DateTimeOffset ListedCreatedAt { get; set; }

    internal bool IsOpen => Summary is { Status.IsOpen: true };

    internal bool IsMarkedBlocked => Summary?.Status == TicketStatus.Blocked;

    internal bool HoldsOthersBack => IsUnreadable || IsOpen;
}

/// <summary>What the index knows of one epic.</summary>
internal sealed class EpicNode
{
    internal bool IsCancelled { get; set; }

    /// <summary>What the epic's own file says.</summary>
    internal ValueList<TicketId> Declared { get; set; } = [];

    internal LinkCounts<ReadyNode> Tickets { get; } = new();
}

/// <summary>The links in a ticket's file.</summary>
internal sealed record TicketLinks(
    ValueList<TicketId> BlockedBy, ValueList<TicketId> Blocks, TicketId? Parent, ValueList<TicketId> Children, EpicId? Epic)
{
    internal static TicketLinks None { get; } = new([], [], null, [], null);

    internal static TicketLinks Of(Ticket? ticket) =>
        ticket is null ? None : new(ticket.BlockedBy, ticket.Blocks, ticket.ParentTicketId, ticket.ChildTicketIds, ticket.EpicId);
}
