namespace RepoTickets;

internal enum GherkinLineKind
{
    Blank,
    Tags,
    Heading,
    Step,
    TableRow,
    DocString,
    Text,
}

/// <summary>One line, told apart by how it begins.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Keyword">The keyword of a heading or step, or the delimiter of a doc string.</param>
/// <param name="Text">What follows the keyword, or the whole line, without blanks around it.</param>
internal readonly record struct GherkinLine(GherkinLineKind Kind, string Keyword, string Text)
{
    private static readonly string[] Headings =
        ["Feature", "Rule", "Background", "Scenario Outline", "Scenario Template", "Scenario", "Example", "Examples", "Scenarios"];

    private static readonly string[] Steps = ["Given", "When", "Then", "And", "But", "*"];

    internal static GherkinLine Read(string raw)
    {
        var line = raw.Trim();
        if (line.Length == 0 || line[0] == '#')
        {
            return new(GherkinLineKind.Blank, "", line);
        }

        if (line[0] == '@')
        {
            return new(GherkinLineKind.Tags, "", line);
        }

        if (line[0] == '|')
        {
            return new(GherkinLineKind.TableRow, "", line);
        }

        if (line.StartsWith("\"\"\"", StringComparison.Ordinal) || line.StartsWith("```", StringComparison.Ordinal))
        {
            return new(GherkinLineKind.DocString, line[..3], line);
        }

        return ReadKeyword(line);
    }

    private static GherkinLine ReadKeyword(string line)
    {
        foreach (var heading in Headings)
        {
            if (line.Length > heading.Length && line[heading.Length] == ':' && line.StartsWith(heading, StringComparison.OrdinalIgnoreCase))
            {
                return new(GherkinLineKind.Heading, heading, line[(heading.Length + 1)..].Trim());
            }
        }

        foreach (var step in Steps)
        {
            var ends = line.Length == step.Length || (line.Length > step.Length && char.IsWhiteSpace(line[step.Length]));
            if (ends && line.StartsWith(step, StringComparison.OrdinalIgnoreCase))
            {
                return new(GherkinLineKind.Step, step, line[step.Length..].Trim());
            }
        }

        return new(GherkinLineKind.Text, "", line);
    }
}
