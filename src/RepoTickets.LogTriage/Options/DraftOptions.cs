namespace RepoTickets.LogTriage;

/// <summary>How tickets are worded and to whom they go.</summary>
public sealed class DraftOptions
{
    /// <summary>How long titles may be, their prefix included. 20 to 255; default 120.</summary>
    public int MaximumTitleLength { get; set; } = 120;

    /// <summary>Stands before titles, with <c>{type}</c> for the kind of fault. At most 60 characters; default <c>[{type}] </c>.</summary>
    public string TitlePrefix { get; set; } = "[{type}] ";

    /// <summary>
    /// A label on every ticket that triage files; empty for none. Default <c>datadog-log</c>, which dogcatcher-agent, the Python program
    /// that this package succeeds, had put on its tickets.
    /// </summary>
    public string BaseLabel { get; set; } = "datadog-log";

    /// <summary>Labels that are added to every ticket.</summary>
    public IList<string> ExtraLabels { get; set; } = [];

    /// <summary>Where the logs come from, such as <c>prod</c>, for records that do not say. Null (default) when unknown.</summary>
    public string? Environment { get; set; }

    /// <summary>The team that runs triage; becomes a label. Null (default) for none.</summary>
    public string? Team { get; set; }

    /// <summary>How many characters of a record are quoted. 200 to 20,000; default 4,000.</summary>
    public int MaximumQuoteLength { get; set; } = 4_000;

    /// <summary>
    /// The address of a log viewer, to which <c>?query=</c> is added; becomes a link to similar errors. Null (default) for none.
    /// </summary>
    public Uri? LogsAddress { get; set; }

    /// <summary>How bad faults of a type are, whatever the analyzer says.</summary>
    public IDictionary<string, FaultSeverity> SeverityByType { get; set; } = new Dictionary<string, FaultSeverity>(StringComparer.Ordinal);

    /// <summary>Faults that occur at least this often in a run are at least <see cref="EscalateTo"/>. 2 to 1,000,000; null (default) for
    /// never.</summary>
    public long? EscalateAt { get; set; }

    /// <summary>See <see cref="EscalateAt"/>. Default high.</summary>
    public FaultSeverity EscalateTo { get; set; } = FaultSeverity.High;

    /// <summary>Who gets which tickets; the first rule that fits decides.</summary>
    public IList<RoutingRule> Routing { get; set; } = [];
}

/// <summary>Who gets which tickets. A condition that is null fits everything; all that are given must fit.</summary>
public sealed record RoutingRule
{
    /// <summary>The service, in any case; <c>*</c> at its end stands for anything.</summary>
    public string? Service { get; init; }

    /// <summary>The kind of fault, such as <c>timeout</c>.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The logger, in any case; <c>*</c> at its end stands for anything.</summary>
    public string? Logger { get; init; }

    /// <summary>Who should look at it, in the target's own terms.</summary>
    public string? Assignee { get; init; }

    /// <summary>The team, in the target's own terms.</summary>
    public string? Team { get; init; }

    /// <summary>Labels that are added.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}
