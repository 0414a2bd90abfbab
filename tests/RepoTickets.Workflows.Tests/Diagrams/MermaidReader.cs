using System.Text.RegularExpressions;

namespace RepoTickets.Workflows.Tests.Diagrams;

/// <summary>
/// Reads the part of Mermaid's flowchart language that diagrams use, strictly: a line that is none of its forms fails, and a label may hold
/// only letters, digits, harmless signs, character codes and line breaks.
/// </summary>
internal sealed partial class MermaidReader
{
    internal List<(string Node, string Label, string State)> Boxes { get; } = [];

    internal List<(string From, string To, bool IsUndoing)> Edges { get; } = [];

    internal List<string> Classes { get; } = [];

    internal static MermaidReader Read(string text)
    {
        var reader = new MermaidReader();
        var lines = text.Split('\n');
        Assert.Equal("flowchart TD", lines[0]);
        Assert.Equal("", lines[^1]);
        foreach (var line in lines[1..^1])
        {
            reader.ReadLine(line);
        }

        return reader;
    }

    private void ReadLine(string line)
    {
        if (Box().Match(line) is { Success: true } box)
        {
            (string, string)[] shapes = [("[[", "]]"), ("([", "])"), ("{{", "}}"), ("[/", "/]"), ("[", "]")];
            Assert.Contains((box.Groups["open"].Value, box.Groups["close"].Value), shapes);
            var label = Code().Replace(box.Groups["label"].Value, match => char.ConvertFromUtf32(int.Parse(match.Groups[1].Value, null)));
            Boxes.Add((box.Groups["node"].Value, label, box.Groups["state"].Value));
        }
        else if (Edge().Match(line) is { Success: true } edge)
        {
            Edges.Add((edge.Groups[1].Value, edge.Groups[3].Value, edge.Groups[2].Value.StartsWith("-.", StringComparison.Ordinal)));
        }
        else
        {
            var style = Style().Match(line);
            Assert.True(style.Success, $"This is no line of a flowchart: {line}");
            Classes.Add(style.Groups[1].Value);
        }
    }

    [GeneratedRegex(
        @"^    (?<node>s\d+)(?<open>\[\[|\(\[|\{\{|\[/|\[)""(?<label>(?:[\p{L}\p{N} .,_…-]|#\d+;|<br/>)*)""(?<close>[\])}/]+)(?::::(?<state>[a-z]+))?\z")]
    private static partial Regex Box();

    [GeneratedRegex(@"^    (s\d+) (-->|-\. ""undone by"" \.->) (s\d+)\z")]
    private static partial Regex Edge();

    [GeneratedRegex(@"^    classDef ([a-z]+) [a-z0-9:#,\- ]+\z")]
    private static partial Regex Style();

    [GeneratedRegex(@"#(\d+);")]
    private static partial Regex Code();
}
