using System.Text;

namespace RepoTickets.CommandLine.Requirements;

/// <summary>
/// The scenarios of a ticket as a feature that tools for Gherkin read. There a feature has one background, before its scenarios: where they
/// have different ones, each has its own as steps of its <c>Given</c>.
/// </summary>
internal static class GherkinFeature
{
    internal static string Write(Ticket ticket)
    {
        var text = new StringBuilder("Feature: ").Append(ticket.Id.Value).Append(' ')
            .Append(ticket.Title.ReplaceLineEndings(" ").Trim()).Append('\n');
        var backgrounds = ticket.GherkinScenarios.Select(static scenario => scenario.Background).Distinct(StringComparer.Ordinal).ToList();
        var isShared = backgrounds.Count == 1;
        if (isShared && StepsOf(backgrounds[0]) is { Count: > 0 } steps)
        {
            // The steps stand as those of a scenario do, below a heading of their own.
            var scenario = GherkinText.Write(new GherkinScenario { Title = "-", Given = steps });
            text.Append("\nBackground:\n").Append(scenario.AsSpan(scenario.IndexOf('\n', StringComparison.Ordinal) + 1));
        }

        foreach (var scenario in ticket.GherkinScenarios)
        {
            ValueList<string> given = isShared ? scenario.Given : [.. StepsOf(scenario.Background), .. scenario.Given];
            text.Append('\n').Append(GherkinText.Write(scenario with { Background = "", Given = given }));
        }

        return text.ToString();
    }

    /// <summary>A background has a step to a line; rows of a table and lines of a doc string belong to the step above them.</summary>
    private static ValueList<string> StepsOf(string background)
    {
        var steps = new List<string>();
        string? delimiter = null;
        foreach (var line in background.ReplaceLineEndings("\n").Split('\n'))
        {
            var trimmed = line.Trim();
            if (delimiter is null && trimmed.Length == 0)
            {
                continue;
            }

            var isBelow = steps.Count > 0 && (delimiter is not null || IsDelimiter(trimmed) || trimmed.StartsWith('|'));
            if (isBelow)
            {
                delimiter = delimiter is null ? (IsDelimiter(trimmed) ? trimmed[..3] : null) : trimmed == delimiter ? null : delimiter;
                steps[^1] += "\n" + line;
            }
            else
            {
                steps.Add(WithoutKeyword(trimmed));
            }
        }

        return steps.ToValueList();
    }

    private static bool IsDelimiter(string line) =>
        line.StartsWith("\"\"\"", StringComparison.Ordinal) || line.StartsWith("```", StringComparison.Ordinal);

    private static string WithoutKeyword(string line)
    {
        string[] keywords = ["Given ", "And ", "But ", "* "];
        return Array.Find(keywords, keyword => line.StartsWith(keyword, StringComparison.OrdinalIgnoreCase)) is { } keyword
            ? line[keyword.Length..].Trim()
            : line;
    }
}
