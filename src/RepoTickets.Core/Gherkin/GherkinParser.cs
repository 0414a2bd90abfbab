using System.Text;

namespace RepoTickets;

/// <summary>Goes through a text line by line. Used once.</summary>
internal sealed class GherkinParser
{
    private readonly List<GherkinScenario> _scenarios = [];
    private readonly List<string> _featureTags = [];
    private readonly List<string> _ruleTags = [];
    private readonly List<string> _background = [];
    private readonly List<string> _pendingTags = [];
    private ScenarioDraft? _draft;
    private List<string>? _target;

    /// <summary>The newest step of the target with the lines under it, while such lines come; null when there are none.</summary>
    private StringBuilder? _lines;
    private Place _place;
    private int _line;

    private enum Place
    {
        Description,
        Background,
        Scenario,
        Examples,
    }

    internal ValueList<GherkinScenario> Parse(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (_line = 1; _line <= lines.Length; _line++)
        {
            var raw = lines[_line - 1];
            var line = GherkinLine.Read(raw);
            if (line.Kind == GherkinLineKind.DocString)
            {
                ReadDocString(lines, line.Keyword);
            }
            else
            {
                Read(line);
            }
        }

        Finish();
        return _pendingTags.Count > 0
            ? throw Fault("the tags at the end belong to no scenario", lines.Length)
            : _scenarios.ToValueList();
    }

    private void Read(GherkinLine line)
    {
        switch (line.Kind)
        {
            case GherkinLineKind.Blank:
                RefuseOtherLanguage(line.Text);
                break;
            case GherkinLineKind.Tags:
                ReadTags(line.Text);
                break;
            case GherkinLineKind.Heading:
                ReadHeading(line);
                break;
            case GherkinLineKind.Step:
                ReadStep(line);
                break;
            case GherkinLineKind.TableRow:
                ReadTableRow(line.Text);
                break;
            default:
                ReadText(line.Text);
                break;
        }
    }

    private void RefuseOtherLanguage(string comment)
    {
        var parts = comment.TrimStart('#', ' ').Split(':', 2, StringSplitOptions.TrimEntries);
        if (parts is ["language", var language] && !language.StartsWith("en", StringComparison.OrdinalIgnoreCase))
        {
            throw Fault($"only English keywords are understood, not those of '{DisplayText.Escape(language)}'");
        }
    }

    private void ReadTags(string text)
    {
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        foreach (var tag in (comment < 0 ? text : text[..comment]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (tag.Length < 2 || tag[0] != '@')
            {
                throw Fault($"'{DisplayText.Escape(tag)}' is not a tag: one begins with @ and has no blanks");
            }

            _pendingTags.Add(tag[1..]);
        }
    }

    private void ReadHeading(GherkinLine line)
    {
        EndStep();
        switch (line.Keyword)
        {
            case "Feature":
                Finish();
                MoveTags(_featureTags);
                _ruleTags.Clear();
                _background.Clear();
                _place = Place.Description;
                break;
            case "Rule":
                Finish();
                MoveTags(_ruleTags);
                _place = Place.Description;
                break;
            case "Background":
                ReadBackground(line.Text);
                break;
            case "Examples" or "Scenarios":
                ReadExamples();
                break;
            default:
                ReadScenario(line.Text, line.Keyword is "Scenario Outline" or "Scenario Template");
                break;
        }
    }

    private void MoveTags(List<string> target)
    {
        target.Clear();
        target.AddRange(_pendingTags);
        _pendingTags.Clear();
    }

    private void ReadBackground(string text)
    {
        // The Python package writes a background inside the scenario that it belongs to; Gherkin proper puts it before.
        if (_draft is { HasSteps: true })
        {
            throw Fault("a background must stand before the steps");
        }

        if (_draft is null)
        {
            _background.Clear();
        }

        _place = Place.Background;
        _target = _draft?.Background ?? _background;
        if (text.Length > 0)
        {
            _target.Add(text);
        }
    }

    private void ReadScenario(string title, bool isOutline)
    {
        Finish();
        if (title.Length == 0)
        {
            throw Fault("the scenario has no title");
        }

        _draft = new ScenarioDraft(title, isOutline, _line);
        _draft.Tags.AddRange([.. _featureTags, .. _ruleTags, .. _pendingTags]);
        _draft.Background.AddRange(_background);
        _pendingTags.Clear();
        _target = null;
        _place = Place.Scenario;
    }

    private void ReadExamples()
    {
        if (_draft is not { IsOutline: true })
        {
            throw Fault("examples belong to a Scenario Outline");
        }

        _draft.Examples.Add(new ScenarioExamples([.. _pendingTags]));
        _pendingTags.Clear();
        _target = null;
        _place = Place.Examples;
    }

    private void ReadStep(GherkinLine line)
    {
        EndStep();
        var continues = line.Keyword is "And" or "But" or "*";
        if (_place == Place.Background && (_draft is null || continues))
        {
            _target!.Add(line.Text);
            return;
        }

        if (_draft is null || _place == Place.Examples)
        {
            throw Fault($"the step '{line.Keyword}' stands outside a scenario");
        }

        if (line.Text.Length == 0)
        {
            throw Fault($"'{line.Keyword}' has no text");
        }

        _place = Place.Scenario;
        _target = _draft.ChooseSteps(line.Keyword, continues ? _target : null)
            ?? throw Fault(continues
                ? $"'{line.Keyword}' follows no step"
                : $"'{line.Keyword}' goes back; a scenario has its steps in the order Given, When, Then. Make it two scenarios");
        _target.Add(line.Text);
    }

    private void ReadTableRow(string row)
    {
        if (_place == Place.Examples)
        {
            _draft!.Examples[^1].Rows.Add((_line, GherkinTable.ReadCells(row)));
        }
        else
        {
            AppendToStep(row);
        }
    }

    private void ReadDocString(string[] lines, string delimiter)
    {
        var (first, indent) = (_line, lines[_line - 1].Length - lines[_line - 1].TrimStart().Length);
        AppendToStep(lines[_line - 1].Trim());
        for (_line++; _line <= lines.Length; _line++)
        {
            var raw = lines[_line - 1];
            if (raw.Trim() == delimiter)
            {
                AppendToStep(delimiter);
                return;
            }

            AppendToStep(raw[Math.Min(indent, raw.Length - raw.TrimStart().Length)..]);
        }

        throw Fault($"the doc string is not closed by {delimiter}", first);
    }

    private void AppendToStep(string text)
    {
        if (_target is not { Count: > 0 })
        {
            throw Fault("a table or doc string must stand under a step");
        }

        // Thousands of rows may stand under one step: joining them one by one would copy all of them for each.
        (_lines ??= new(_target[^1])).Append('\n').Append(text);
    }

    /// <summary>No more lines come for the newest step.</summary>
    private void EndStep()
    {
        if (_lines is not null)
        {
            _target![^1] = _lines.ToString();
            _lines = null;
        }
    }

    private void ReadText(string text)
    {
        EndStep();
        switch (_place)
        {
            case Place.Background:
                _target!.Add(text);
                break;
            case Place.Scenario when _draft!.HasSteps:
                throw Fault($"'{DisplayText.Escape(text)}' begins with no keyword (Given, When, Then, And, But)");
            default:
                // Descriptions under headings are for readers of the text; the model has no place for them.
                break;
        }
    }

    private void Finish()
    {
        EndStep();
        if (_draft is null)
        {
            return;
        }

        foreach (var scenario in _draft.Build(Fault))
        {
            _scenarios.Add(scenario);
            if (_scenarios.Count > GherkinText.MaximumScenarios)
            {
                throw Fault($"there are more than {GherkinText.MaximumScenarios} scenarios; split the text", _draft.Line);
            }
        }

        _draft = null;
        _target = null;
    }

    private FormatException Fault(string reason) => Fault(reason, _line);

    private static FormatException Fault(string reason, int line) => new($"Line {line} of the Gherkin text: {reason}.");
}
