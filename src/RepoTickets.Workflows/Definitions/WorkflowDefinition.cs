namespace RepoTickets.Workflows;

/// <summary>
/// What a workflow does: steps and what they depend on. A value, independent of where it came from (code, a YAML file, a template) and of
/// any running instance. Immutable, and unchecked until validated: an engine accepts valid definitions only.
/// </summary>
public sealed record WorkflowDefinition
{
    /// <summary>Its name: 1 to 64 characters of a-z, 0-9 and single hyphens, such as <c>bug-fix</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its version, 1 or more. An instance goes on with the version that it was started with. Default 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What it is for; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The values that a start may or must give; expressions find them as <c>params.name</c> and as <c>name</c>.</summary>
    public ValueList<WorkflowParameter> Parameters { get; init; } = [];

    /// <summary>The steps, 1 to 1,000, in the order in which equals are started.</summary>
    public required ValueList<StepDefinition> Steps { get; init; }

    /// <summary>How many steps may run at once, 1 to 256. Default 16.</summary>
    public int MaximumParallelSteps { get; init; } = 16;

    /// <summary>What happens when a step has failed for good. Default: nothing more is started, running steps are called off.</summary>
    public FailureMode OnFailure { get; init; } = FailureMode.FailFast;

    /// <summary>How long the whole may take, counted while it is not paused; null for no limit.</summary>
    public TimeSpan? TimeOut { get; init; }
}

/// <summary>What happens to the rest of a workflow when one step has failed for good.</summary>
public enum FailureMode
{
    /// <summary>No further step is started, running ones are called off, compensation runs, the workflow fails.</summary>
    FailFast,

    /// <summary>Steps that do not depend on the failed one go on to their end; then compensation runs and the workflow fails.</summary>
    Continue,
}

/// <summary>A value that a workflow is started with.</summary>
/// <param name="Name">A name that expressions can use: a letter, then letters, digits and underscores, at most 64.</param>
/// <param name="Type">What is accepted.</param>
/// <param name="Default">
/// The value when a start gives none, of this type or <see cref="WorkflowValue.Null"/>; without one (null) the parameter is required.
/// </param>
/// <param name="Description">What it is for; may be empty.</param>
public sealed record WorkflowParameter(
    string Name, ParameterType Type = ParameterType.Text, WorkflowValue? Default = null, string Description = "");

/// <summary>What a parameter accepts.</summary>
public enum ParameterType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A list of any values.</summary>
    List,
}
