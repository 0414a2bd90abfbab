namespace RepoTickets;

/// <summary>One table of examples under an outline.</summary>
internal sealed record ScenarioExamples(List<string> Tags)
{
    /// <summary>The header and the rows, each with its line.</summary>
    internal List<(int Line, List<string> Cells)> Rows { get; } = [];
}

/// <summary>A scenario while its lines are read.</summary>
internal sealed class ScenarioDraft(string title, bool isOutline, int line)
{
    private readonly List<string>[] _steps = [[], [], []];

    internal bool IsOutline { get; } = isOutline;

    internal int Line { get; } = line;

    internal List<string> Tags { get; } = [];

    internal List<string> Background { get; } = [];

    internal List<ScenarioExamples> Examples { get; } = [];

    internal bool HasSteps => _steps.Any(static steps => steps.Count > 0);

    /// <summary>The list that a step goes to; null when it follows nothing, or goes back behind later steps.</summary>
    internal List<string>? ChooseSteps(string keyword, List<string>? current)
    {
        var index = keyword switch { "Given" => 0, "When" => 1, "Then" => 2, _ => -1 };
        if (index < 0)
        {
            return current == Background ? null : current;
        }

        return _steps.Skip(index + 1).Any(static later => later.Count > 0) ? null : _steps[index];
    }

    internal IEnumerable<GherkinScenario> Build(Func<string, int, FormatException> fault)
    {
        if (!HasSteps)
        {
            throw fault($"the scenario '{DisplayText.Escape(title)}' has no step", Line);
        }

        return IsOutline ? Expand(fault) : [Make(title, Tags, static text => text)];
    }

    private IEnumerable<GherkinScenario> Expand(Func<string, int, FormatException> fault)
    {
        if (!Examples.Any(static examples => examples.Rows.Count > 1))
        {
            throw fault($"the outline '{DisplayText.Escape(title)}' has no examples", Line);
        }

        foreach (var examples in Examples.Where(static examples => examples.Rows.Count > 1))
        {
            var header = examples.Rows[0].Cells;
            foreach (var (line, cells) in examples.Rows.Skip(1))
            {
                if (cells.Count != header.Count)
                {
                    throw fault($"the row has {cells.Count} cells, its header {header.Count}", line);
                }

                yield return Make(TitleOf(header, cells), [.. Tags, .. examples.Tags], text => GherkinTable.Fill(text, header, cells));
            }
        }
    }

    // Titles tell expanded scenarios apart; one that names no column gets the row's values.
    private string TitleOf(List<string> header, List<string> row)
    {
        var filled = GherkinTable.Fill(title, header, row);
        return filled == title ? $"{title} ({string.Join(", ", header.Zip(row, static (name, value) => $"{name}={value}"))})" : filled;
    }

    private GherkinScenario Make(string finalTitle, List<string> tags, Func<string, string> fill) => new()
    {
        Title = finalTitle,
        Background = string.Join('\n', Background.Select(fill)),
        Given = _steps[0].Select(fill).ToValueList(),
        When = _steps[1].Select(fill).ToValueList(),
        Then = _steps[2].Select(fill).ToValueList(),
        Tags = tags.Distinct(StringComparer.Ordinal).ToValueList(),
    };
}
