namespace RepoTickets;

/// <summary>
/// A condition on tickets: an immutable tree that is equal to another of the same shape. Built by the typed methods here and the operators
/// <c>&amp;</c>, <c>|</c>, <c>!</c>, or read from text by <see cref="TicketQuery.Parse(string)"/>.
/// A tree has at most <see cref="MaximumDepth"/> levels and <see cref="MaximumTerms"/> conditions; building a larger one throws
/// <see cref="ArgumentException"/>.
/// </summary>
public abstract partial record TicketFilter
{
    /// <summary>How deep a tree may nest: 64 levels.</summary>
    public const int MaximumDepth = 64;

    /// <summary>How many single conditions a tree may hold: 256.</summary>
    public const int MaximumTerms = 256;

    private protected TicketFilter()
    {
    }

    internal virtual int Depth => 1;

    internal virtual int TermCount => 1;

    /// <summary>Whether a ticket meets the condition. This is what a condition means; indexes answer the same, only faster.</summary>
    /// <param name="summary">The ticket.</param>
    /// <param name="searchText">Its title, labels, description and comments, one to a line; any script, any case.</param>
    /// <param name="context">What the meaning of priorities and ages depends on.</param>
    public abstract bool Matches(TicketSummary summary, string searchText, TicketFilterContext context);

    /// <summary>
    /// The condition as text that <see cref="TicketQuery.Parse(string)"/> reads back as an equal one, as long as it is not longer than
    /// <see cref="TicketQuery.MaximumLength"/>.
    /// </summary>
    public sealed override string ToString()
    {
        var writer = new QueryWriter();
        Write(writer);
        return writer.ToString();
    }

    /// <summary>Both conditions.</summary>
    public static TicketFilter operator &(TicketFilter left, TicketFilter right) => And(left, right);

    /// <summary>At least one of the conditions.</summary>
    public static TicketFilter operator |(TicketFilter left, TicketFilter right) => Or(left, right);

    /// <summary>The opposite of the condition.</summary>
    public static TicketFilter operator !(TicketFilter filter) => Not(filter);

    internal abstract void Write(QueryWriter writer);
}
