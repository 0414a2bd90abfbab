namespace RepoTickets;

/// <summary>All of some conditions.</summary>
public sealed record AndFilter : TicketFilter
{
    internal AndFilter(ValueList<TicketFilter> terms)
    {
        Terms = terms;
        (Depth, TermCount) = TreeBounds.Measure(terms.AsSpan());
    }

    /// <summary>The conditions; at least two, none of them an <see cref="AndFilter"/>.</summary>
    public ValueList<TicketFilter> Terms { get; }

    internal override int Depth { get; }

    internal override int TermCount { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) =>
        Terms.All(term => term.Matches(summary, searchText, context));

    internal override void Write(QueryWriter writer) => writer.Join(Terms, " ", grouped: term => term is OrFilter);
}

/// <summary>At least one of some conditions.</summary>
public sealed record OrFilter : TicketFilter
{
    internal OrFilter(ValueList<TicketFilter> terms)
    {
        Terms = terms;
        (Depth, TermCount) = TreeBounds.Measure(terms.AsSpan());
    }

    /// <summary>The conditions; at least two, none of them an <see cref="OrFilter"/>.</summary>
    public ValueList<TicketFilter> Terms { get; }

    internal override int Depth { get; }

    internal override int TermCount { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) =>
        Terms.Any(term => term.Matches(summary, searchText, context));

    internal override void Write(QueryWriter writer) => writer.Join(Terms, " or ", grouped: _ => false);
}

/// <summary>The opposite of a condition.</summary>
public sealed record NotFilter : TicketFilter
{
    internal NotFilter(TicketFilter term)
    {
        Term = term;
        (Depth, TermCount) = TreeBounds.Measure([term]);
    }

    /// <summary>The condition.</summary>
    public TicketFilter Term { get; }

    internal override int Depth { get; }

    internal override int TermCount { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) =>
        !Term.Matches(summary, searchText, context);

    internal override void Write(QueryWriter writer)
    {
        writer.Raw("-");
        writer.Join([Term], "", grouped: term => term is AndFilter or OrFilter);
    }
}

/// <summary>Keeps trees small enough that walking one can never overflow the stack.</summary>
internal static class TreeBounds
{
    internal static (int Depth, int Terms) Measure(ReadOnlySpan<TicketFilter> children)
    {
        var depth = 0;
        var terms = 0;
        foreach (var child in children)
        {
            depth = Math.Max(depth, child.Depth);
            terms += child.TermCount;
        }

        if (Explain(depth + 1, terms) is { } reason)
        {
            throw new ArgumentException($"The filter {reason}.");
        }

        return (depth + 1, terms);
    }

    /// <summary>Null when within bounds, else the reason as a sentence fragment.</summary>
    internal static string? Explain(int depth, int terms) =>
        depth > TicketFilter.MaximumDepth ? $"nests {depth} levels deep; at most {TicketFilter.MaximumDepth} are allowed" :
        terms > TicketFilter.MaximumTerms ? $"has {terms} conditions; at most {TicketFilter.MaximumTerms} are allowed" : null;
}
