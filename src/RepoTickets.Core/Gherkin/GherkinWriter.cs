using System.Text;

namespace RepoTickets;

/// <summary>Writes a scenario so that <see cref="GherkinParser"/> reads the same one.</summary>
internal static class GherkinWriter
{
    private const string Indent = "  ";
    private const string DocString = "\"\"\"";

    internal static string Write(GherkinScenario scenario)
    {
        var builder = new StringBuilder();
        if (scenario.Tags.Count > 0)
        {
            builder.AppendJoin(' ', scenario.Tags.Select(static tag => "@" + string.Concat(tag.Split((char[]?)null)))).Append('\n');
        }

        builder.Append("Scenario: ").Append(scenario.Title.ReplaceLineEndings(" ").Trim()).Append('\n');
        WriteBackground(builder, scenario.Background);
        WriteSteps(builder, "Given", scenario.Given);
        WriteSteps(builder, "When", scenario.When);
        WriteSteps(builder, "Then", scenario.Then);
        return builder.ToString();
    }

    private static void WriteBackground(StringBuilder builder, string background)
    {
        if (string.IsNullOrWhiteSpace(background))
        {
            return;
        }

        builder.Append(Indent).Append("Background:\n");
        foreach (var line in background.ReplaceLineEndings("\n").Split('\n').Where(static line => !string.IsNullOrWhiteSpace(line)))
        {
            // A line that would be read as something else is made an And, which the reader takes off again.
            var isText = GherkinLine.Read(line).Kind is GherkinLineKind.Text or GherkinLineKind.TableRow;
            builder.Append(Indent).Append(Indent).Append(isText ? "" : "And ").Append(line).Append('\n');
        }
    }

    private static void WriteSteps(StringBuilder builder, string keyword, ValueList<string> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var lines = steps[i].ReplaceLineEndings("\n").Split('\n');
            builder.Append(Indent).Append(i == 0 ? keyword : "And").Append(' ').Append(lines[0]).Append('\n');
            WriteArgument(builder, lines.AsSpan(1));
        }
    }

    // Further lines of a step are a table or a doc string; other text is put into a doc string.
    private static void WriteArgument(StringBuilder builder, ReadOnlySpan<string> lines)
    {
        if (lines.IsEmpty)
        {
            return;
        }

        var isArgument = GherkinLine.Read(lines[0]).Kind is GherkinLineKind.TableRow or GherkinLineKind.DocString;
        string[] written = isArgument ? [.. lines] : [DocString, .. lines, DocString];
        foreach (var line in written)
        {
            builder.Append(line.Length == 0 ? "" : Indent + Indent).Append(line).Append('\n');
        }
    }
}
