namespace RepoTickets.Workflows;

/// <summary>
/// What came of a step of code. Immutable.
/// </summary>
public sealed record StepResult
{
    private StepResult()
    {
    }

    /// <summary>Ended well, without a value.</summary>
    public static StepResult Done { get; } = new();

    /// <summary>What came out; expressions find it as <c>steps.NAME.result</c>. As JSON at most <see cref="WorkflowOptions.MaximumResultLength"/>.</summary>
    public WorkflowValue Value { get; private init; }

    /// <summary>Why it failed; null when it ended well.</summary>
    public string? Error { get; private init; }

    /// <summary>Trying again would not help: the retry rule is not followed.</summary>
    public bool IsFinal { get; private init; }

    /// <summary>
    /// Changes of documents that are committed together with the recording of this result, so that they happen exactly once. None for a
    /// result that failed.
    /// </summary>
    public ValueList<DocumentChange> Changes { get; private init; } = [];

    /// <summary>Ended well, with a value.</summary>
    public static StepResult Of(WorkflowValue value) => new() { Value = value };

    /// <summary>Failed.</summary>
    /// <param name="error">Why, for people.</param>
    /// <param name="isFinal">Trying again would not help. Default false.</param>
    public static StepResult Failed(string error, bool isFinal = false)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new() { Error = error, IsFinal = isFinal };
    }

    /// <summary>The same with changes that are committed with it.</summary>
    public StepResult With(params ReadOnlySpan<DocumentChange> changes) => Error is null
        ? this with { Changes = [.. Changes, .. changes] }
        : throw new InvalidOperationException("A result that failed changes nothing.");
}
