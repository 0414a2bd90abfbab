using System.Text.RegularExpressions;

namespace RepoTickets.CommandLine.Importing.Markdown;

/// <summary>A part of a task's text: what stands under a heading of the second level.</summary>
/// <param name="Heading">The heading; empty for what stands above the first.</param>
/// <param name="Text">The text, without the program's own marks.</param>
internal sealed partial record TaskSection(string Heading, string Text)
{
    internal static IReadOnlyList<TaskSection> Split(string body)
    {
        var sections = new List<TaskSection>();
        var heading = "";
        var lines = new List<string>();
        var fence = false;
        foreach (var line in body.Split('\n'))
        {
            // A heading in an example of code is none.
            fence ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (!fence && line.StartsWith("## ", StringComparison.Ordinal))
            {
                sections.Add(Of(heading, lines));
                heading = line[3..].Trim();
                lines.Clear();
            }
            else
            {
                lines.Add(line);
            }
        }

        sections.Add(Of(heading, lines));
        return [.. sections.Where(static section => section.Text.Length > 0)];
    }

    private static TaskSection Of(string heading, List<string> lines) =>
        new(heading, string.Join('\n', lines.Where(static line => !Marker().IsMatch(line))).Trim());

    [GeneratedRegex(@"^\s*<!-- (?:SECTION:[A-Z_]+|AC|DOD|COMMENTS):(?:BEGIN|END) -->\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Marker();
}
