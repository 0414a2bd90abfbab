namespace RepoTickets.Storage.Planning;

/// <summary>Sets the times that the store keeps.</summary>
internal static class DocumentTimes
{
    /// <summary>A new document: created now, unless it says when.</summary>
    internal static Document Created(Document document, DateTimeOffset now) => document switch
    {
        Ticket d => d with { CreatedAt = Or(d.CreatedAt, now), UpdatedAt = Or(d.UpdatedAt, Or(d.CreatedAt, now)) },
        Epic d => d with { CreatedAt = Or(d.CreatedAt, now), UpdatedAt = Or(d.UpdatedAt, Or(d.CreatedAt, now)) },
        BacklogItem d => d with { CreatedAt = Or(d.CreatedAt, now), UpdatedAt = Or(d.UpdatedAt, Or(d.CreatedAt, now)) },
        Agent d => d with { CreatedAt = Or(d.CreatedAt, now), UpdatedAt = Or(d.UpdatedAt, Or(d.CreatedAt, now)) },
        AgentTask d => d with { AssignedAt = Or(d.AssignedAt, now) },
        _ => document,
    };

    /// <summary>A changed document: updated now, unless the change itself says when.</summary>
    internal static Document Changed(Document before, Document after, DateTimeOffset now) => (before, after) switch
    {
        (Ticket b, Ticket a) when b.UpdatedAt == a.UpdatedAt => a with { UpdatedAt = now },
        (Epic b, Epic a) when b.UpdatedAt == a.UpdatedAt => a with { UpdatedAt = now },
        (BacklogItem b, BacklogItem a) when b.UpdatedAt == a.UpdatedAt => a with { UpdatedAt = now },
        (Agent b, Agent a) when b.UpdatedAt == a.UpdatedAt => a with { UpdatedAt = now },
        _ => after,
    };

    private static DateTimeOffset Or(DateTimeOffset time, DateTimeOffset otherwise) => time == default ? otherwise : time;
}
