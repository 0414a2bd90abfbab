namespace RepoTickets;

/// <summary>Carries a label, compared without regard to case (ordinal).</summary>
public sealed record LabelFilter : TicketFilter
{
    internal LabelFilter(string label)
    {
        ArgumentException.ThrowIfNullOrEmpty(label);
        Label = label;
    }

    /// <summary>The label; not empty.</summary>
    public new string Label { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context)
    {
        foreach (var label in summary.Labels.AsSpan())
        {
            if (string.Equals(label, Label, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    internal override void Write(QueryWriter writer) => writer.Field("label:", Label);
}

/// <summary>Carries no label.</summary>
public sealed record NoLabelFilter : TicketFilter
{
    internal NoLabelFilter()
    {
    }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) => summary.Labels.Count == 0;

    internal override void Write(QueryWriter writer) => writer.Raw("label:none");
}
