namespace RepoTickets;

/// <summary>An example of wanted behaviour in steps. <see cref="GherkinText"/> reads and writes the usual text form.</summary>
public sealed record GherkinScenario
{
    /// <summary>
    /// Eight lower-case hexadecimal digits in scenarios made here; unique in the ticket. Empty in one that is still to be added.
    /// </summary>
    public string Id { get; init; } = "";

    /// <summary>The title; not blank.</summary>
    public required string Title { get; init; }

    /// <summary>What holds before, one step to a line; default empty.</summary>
    public string Background { get; init; } = "";

    /// <summary>The situation.</summary>
    public ValueList<string> Given { get; init; } = [];

    /// <summary>What happens.</summary>
    public ValueList<string> When { get; init; } = [];

    /// <summary>What follows.</summary>
    public ValueList<string> Then { get; init; } = [];

    /// <summary>The tags without the leading <c>@</c>.</summary>
    public ValueList<string> Tags { get; init; } = [];

    /// <summary>How far it is; default draft.</summary>
    public ScenarioStatus Status { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who wrote it; default empty.</summary>
    public string Author { get; init; } = "";
}
