using System.Globalization;
using System.Text;

namespace RepoTickets.Workflows;

/// <summary>
/// Definitions as Mermaid flowcharts. The same definition gives the same text; whatever titles hold stays inside their boxes. Pure
/// functions; thread-safe.
/// </summary>
public static class WorkflowMermaid
{
    private static readonly (string State, string Style)[] Styles =
    [
        ("pending", "fill:#eceff1,stroke:#607d8b,color:#263238"),
        ("running", "fill:#bbdefb,stroke:#1565c0,color:#0d47a1"),
        ("waiting", "fill:#fff9c4,stroke:#f9a825,color:#5d4037"),
        ("completed", "fill:#c8e6c9,stroke:#2e7d32,color:#1b5e20"),
        ("failed", "fill:#ffcdd2,stroke:#c62828,color:#b71c1c"),
        ("skipped", "fill:#f5f5f5,stroke:#9e9e9e,color:#616161,stroke-dasharray:4 3"),
        ("cancelled", "fill:#e0e0e0,stroke:#424242,color:#212121,stroke-dasharray:4 3"),
        ("compensated", "fill:#e1bee7,stroke:#6a1b9a,color:#4a148c"),
    ];

    /// <summary>The definition.</summary>
    public static string Render(WorkflowDefinition definition) => Render(definition, null);

    /// <summary>The definition with the state of each step in colours.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="statusOf">
    /// Gives the status of a step by its name, compensations included, as files spell it: pending, running, waiting, completed, failed,
    /// skipped, cancelled, compensated. Null and other texts count as pending.
    /// </param>
    public static string Render(WorkflowDefinition definition, Func<string, string?>? statusOf)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var text = new StringBuilder("flowchart TD\n");
        var places = StepPlace.All(definition).Where(place => place.Role != StepRole.Body).ToList();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < places.Count; i++)
        {
            numbers.TryAdd(places[i].Step.Id, i);
            var state = statusOf is null ? "" : $":::{StateOf(statusOf(places[i].Step.Id))}";
            text.Append(MermaidBox.Of($"s{i}", places[i].Step)).Append(state).Append('\n');
        }

        for (var i = 0; i < places.Count; i++)
        {
            AppendEdges(text, places[i], i, numbers);
        }

        foreach (var (state, style) in statusOf is null ? [] : Styles)
        {
            text.Append(CultureInfo.InvariantCulture, $"    classDef {state} {style}\n");
        }

        return text.ToString();
    }

    private static void AppendEdges(StringBuilder text, StepPlace place, int number, Dictionary<string, int> numbers)
    {
        foreach (var dependency in place.Role == StepRole.Step ? place.Step.DependsOn : [])
        {
            if (numbers.TryGetValue(dependency, out var from))
            {
                text.Append(CultureInfo.InvariantCulture, $"    s{from} --> s{number}\n");
            }
        }

        if (place.Step.Compensation is { } compensation && numbers.TryGetValue(compensation.Id, out var undo))
        {
            text.Append(CultureInfo.InvariantCulture, $"    s{number} -. \"undone by\" .-> s{undo}\n");
        }
    }

    private static string StateOf(string? status) => Array.Exists(Styles, style => style.State == status) ? status! : "pending";
}
