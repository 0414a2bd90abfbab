namespace RepoTickets;

public abstract partial record TicketFilter
{
    /// <summary>Matches every ticket. As text: <c>*</c>.</summary>
    public static TicketFilter All { get; } = new AllFilter();

    /// <summary>Neither closed nor cancelled (<see cref="TicketStatus.IsOpen"/>). As text: <c>is:open</c>.</summary>
    public static TicketFilter Open { get; } = new OpenFilter(isOpen: true);

    /// <summary>Closed or cancelled. As text: <c>is:closed</c>.</summary>
    public static TicketFilter Closed { get; } = new OpenFilter(isOpen: false);

    /// <summary>Without any label. As text: <c>label:none</c>.</summary>
    public static TicketFilter NoLabel { get; } = new NoLabelFilter();

    /// <summary>Assigned to nobody. As text: <c>assignee:none</c>.</summary>
    public static TicketFilter NoAssignee { get; } = new NoAssigneeFilter();

    /// <summary>Belongs to no epic. As text: <c>epic:none</c>.</summary>
    public static TicketFilter NoEpic { get; } = new NoEpicFilter();

    /// <summary>Has one of these statuses. As text: <c>status:open,blocked</c>.</summary>
    /// <exception cref="ArgumentException">No status is given.</exception>
    public static TicketFilter Status(params ReadOnlySpan<TicketStatus> statuses) => new StatusFilter(ValueList.Create(statuses));

    /// <summary>Has this priority. As text: <c>priority:high</c>.</summary>
    public static TicketFilter Priority(TicketPriority priority) => new PriorityFilter(ComparisonOperator.Equal, priority);

    /// <summary>Compares the priority by its rank in the configuration. As text: <c>priority>=high</c>.</summary>
    public static TicketFilter Priority(ComparisonOperator comparison, TicketPriority priority) => new PriorityFilter(comparison, priority);

    /// <summary>Carries this label, whatever the case. As text: <c>label:bug</c>.</summary>
    /// <exception cref="ArgumentException">The label is empty.</exception>
    public static TicketFilter Label(string label) => new LabelFilter(label);

    /// <summary>Assigned to this person or agent, whatever the case. As text: <c>assignee:ann</c>.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static TicketFilter Assignee(string assignee) => new AssigneeFilter(assignee);

    /// <summary>Filed by this person or agent, whatever the case. As text: <c>reporter:ann</c>.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static TicketFilter Reporter(string reporter) => new ReporterFilter(reporter);

    /// <summary>Belongs to this epic. As text: <c>epic:AUTH-1</c>.</summary>
    /// <exception cref="ArgumentException">The identifier is unassigned.</exception>
    public static TicketFilter Epic(EpicId epic) => new EpicFilter(epic);

    /// <summary>Is this ticket. As text: <c>id:LOGIN-1</c>.</summary>
    /// <exception cref="ArgumentException">The identifier is unassigned.</exception>
    public static TicketFilter Id(TicketId id) => new IdFilter(id);

    /// <summary>Has an identifier that starts so (ordinal). As text: <c>id:LOGIN-*</c>.</summary>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public static TicketFilter IdPrefix(string prefix) => new IdPrefixFilter(prefix);

    /// <summary>Compares the time of creation. As text: <c>created&lt;2025-01-01T00:00:00Z</c>.</summary>
    public static TicketFilter Created(ComparisonOperator comparison, DateTimeOffset instant) =>
        new InstantFilter(TicketTime.Created, comparison, instant);

    /// <summary>Compares how long ago the ticket was created. As text: <c>created&lt;7d</c>, less than seven days ago.</summary>
    /// <param name="comparison">Less, LessOrEqual, Greater or GreaterOrEqual.</param>
    /// <param name="age">0 to 36,500 days; parts of a second are dropped.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another comparison or age.</exception>
    public static TicketFilter CreatedAge(ComparisonOperator comparison, TimeSpan age) =>
        new AgeFilter(TicketTime.Created, comparison, age);

    /// <summary>Compares the time of the last change. As text: <c>updated>=2025-01-01T00:00:00Z</c>.</summary>
    public static TicketFilter Updated(ComparisonOperator comparison, DateTimeOffset instant) =>
        new InstantFilter(TicketTime.Updated, comparison, instant);

    /// <summary>Compares how long ago the ticket was last changed. As text: <c>updated&lt;7d</c>, less than seven days ago.</summary>
    /// <param name="comparison">Less, LessOrEqual, Greater or GreaterOrEqual.</param>
    /// <param name="age">0 to 36,500 days; parts of a second are dropped.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another comparison or age.</exception>
    public static TicketFilter UpdatedAge(ComparisonOperator comparison, TimeSpan age) =>
        new AgeFilter(TicketTime.Updated, comparison, age);

    /// <summary>Has this word, or these words one after the other, in title, labels, description or comments. As text: <c>login</c> or
    /// <c>"exact words"</c>.</summary>
    /// <exception cref="ArgumentException">The text has no letter and no digit.</exception>
    public static TicketFilter Words(string text) => new TextFilter(TextMatch.Words, text);

    /// <summary>As <see cref="Words"/>, where the last word may go on. As text: <c>log*</c>.</summary>
    /// <exception cref="ArgumentException">The text has no letter and no digit.</exception>
    public static TicketFilter WordPrefix(string text) => new TextFilter(TextMatch.Prefix, text);

    /// <summary>Has these characters anywhere in title, labels, description or comments. As text: <c>*ogi*</c>.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public static TicketFilter Substring(string text) => new TextFilter(TextMatch.Substring, text);

    /// <summary>All of the conditions; <see cref="All"/> when none is given. Nested ones are put on one level.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MaximumDepth"/> levels or <see cref="MaximumTerms"/>
    /// conditions.</exception>
    public static TicketFilter And(params ReadOnlySpan<TicketFilter> terms)
    {
        var flat = new List<TicketFilter>(terms.Length);
        foreach (var term in terms)
        {
            ArgumentNullException.ThrowIfNull(term, nameof(terms));
            flat.AddRange(term is AndFilter inner ? inner.Terms : [term]);
        }

        return flat.Count switch { 0 => All, 1 => flat[0], _ => new AndFilter(flat.ToValueList()) };
    }

    /// <summary>At least one of the conditions; no ticket at all when none is given. Nested ones are put on one level.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MaximumDepth"/> levels or <see cref="MaximumTerms"/>
    /// conditions.</exception>
    public static TicketFilter Or(params ReadOnlySpan<TicketFilter> terms)
    {
        var flat = new List<TicketFilter>(terms.Length);
        foreach (var term in terms)
        {
            ArgumentNullException.ThrowIfNull(term, nameof(terms));
            flat.AddRange(term is OrFilter inner ? inner.Terms : [term]);
        }

        return flat.Count switch { 0 => Not(All), 1 => flat[0], _ => new OrFilter(flat.ToValueList()) };
    }

    /// <summary>The opposite of the condition.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MaximumDepth"/> levels.</exception>
    public static TicketFilter Not(TicketFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new NotFilter(filter);
    }
}
