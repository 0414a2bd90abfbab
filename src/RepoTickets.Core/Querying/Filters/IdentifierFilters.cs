namespace RepoTickets;

/// <summary>Is one ticket.</summary>
public sealed record IdFilter : TicketFilter
{
    internal IdFilter(TicketId id)
    {
        if (id.IsUnassigned)
        {
            throw new ArgumentException("Give an identifier; this one is unassigned.", nameof(id));
        }

        Id = id;
    }

    /// <summary>The identifier; assigned.</summary>
    public new TicketId Id { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) => summary.Id == Id;

    internal override void Write(QueryWriter writer) => writer.Identifier("id:", Id.Value);
}

/// <summary>Has an identifier that starts so (ordinal).</summary>
public sealed record IdPrefixFilter : TicketFilter
{
    internal IdPrefixFilter(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        Prefix = prefix;
    }

    /// <summary>How it starts; not empty.</summary>
    public string Prefix { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) =>
        summary.Id.Value.StartsWith(Prefix, StringComparison.Ordinal);

    internal override void Write(QueryWriter writer)
    {
        writer.Identifier("id:", Prefix);
        writer.Raw("*");
    }
}

/// <summary>Belongs to one epic.</summary>
public sealed record EpicFilter : TicketFilter
{
    internal EpicFilter(EpicId epic)
    {
        if (epic.IsUnassigned)
        {
            throw new ArgumentException("Give an identifier; this one is unassigned. NoEpic finds tickets without one.", nameof(epic));
        }

        Epic = epic;
    }

    /// <summary>The epic; assigned.</summary>
    public new EpicId Epic { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) => summary.EpicId == Epic;

    internal override void Write(QueryWriter writer) => writer.Identifier("epic:", Epic.Value);
}

/// <summary>Belongs to no epic: the reference is missing or empty.</summary>
public sealed record NoEpicFilter : TicketFilter
{
    internal NoEpicFilter()
    {
    }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) =>
        summary.EpicId is not { IsUnassigned: false };

    internal override void Write(QueryWriter writer) => writer.Raw("epic:none");
}
