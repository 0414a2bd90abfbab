namespace RepoTickets.Storage.Text;

/// <summary>How a file is laid out, found by looking at what stands in it, so that what is added looks like the rest.</summary>
internal sealed record FileStyle(YamlBlockStyle Block, FlowStyle Flow, bool IsPretty)
{
    internal static FileStyle Of(DocumentText document)
    {
        var text = document.Text;
        var root = document.Root;
        var newLine = NewLineOf(text);
        var step = 0;
        bool? indents = null;
        var dash = 0;
        Look(text, root, ref step, ref indents, ref dash);
        var block = new YamlBlockStyle(newLine, step == 0 ? 2 : step, indents ?? false, dash == 0 ? 2 : dash);
        var isJson = document.Syntax == DocumentSyntax.Json
            || (root.IsFlow && root.Entries.Count > 0 && text[root.Entries[0].Key.Start] == '"');
        var isPretty = root.IsFlow && TextPlace.LineEnd(text, root.Start) < root.End;
        var flow = new FlowStyle(
            isJson,
            EscapesUnprintable: document.Syntax == DocumentSyntax.Yaml,
            newLine,
            Unit(text, root) ?? "  ",
            isJson ? CommaOf(text, root) : ", ",
            isJson ? ColonOf(text, root) : ": ");
        return new(block, flow, isPretty || root.Entries.Count == 0);
    }

    /// <summary>The blanks that a line begins with, as far as this place.</summary>
    internal static string PrefixOf(string text, int offset)
    {
        var start = TextPlace.LineStart(text, offset);
        var end = start;
        while (end < offset && TextPlace.IsBlank(text[end]))
        {
            end++;
        }

        return text[start..end];
    }

    private static string NewLineOf(string text)
    {
        var feeds = text.AsSpan().Count('\n');
        var pairs = text.AsSpan().Count("\r\n");
        if (feeds == 0)
        {
            return text.Contains('\r', StringComparison.Ordinal) ? "\r" : "\n";
        }

        // Of as many of each the first decides.
        return pairs * 2 > feeds || (pairs * 2 == feeds && IsPair(text, text.IndexOf('\n', StringComparison.Ordinal))) ? "\r\n" : "\n";
    }

    private static bool IsPair(string text, int feed) => feed > 0 && text[feed - 1] == '\r';

    /// <summary>Goes through the blocks until each question has its first answer.</summary>
    private static void Look(string text, DocumentNode node, ref int step, ref bool? indents, ref int dash)
    {
        if (node is SequenceNode { IsFlow: false } sequence)
        {
            foreach (var item in sequence.Items)
            {
                var width = item.Line == sequence.Line ? item.Column - sequence.Column : 0;
                dash = dash == 0 && width is >= 2 and <= 9 ? width : dash;
                Look(text, item, ref step, ref indents, ref dash);
            }
        }
        else if (node is MappingNode { IsFlow: false } mapping)
        {
            foreach (var (key, value) in mapping.Entries)
            {
                var offset = value.Column - key.Column;
                if (value is SequenceNode { IsFlow: false })
                {
                    indents ??= offset > 0;
                    step = step == 0 && offset is >= 1 and <= 9 ? offset : step;
                }
                else if (value is MappingNode { IsFlow: false })
                {
                    step = step == 0 && offset is >= 1 and <= 9 ? offset : step;
                }

                Look(text, value, ref step, ref indents, ref dash);
            }
        }
    }

    private static string? Unit(string text, MappingNode root)
    {
        if (!root.IsFlow || root.Entries.Count == 0 || !TextPlace.IsFirstOnLine(text, root.Entries[0].Key.Start))
        {
            return null;
        }

        var unit = PrefixOf(text, root.Entries[0].Key.Start);
        return unit.Length == 0 ? null : unit;
    }

    private static string ColonOf(string text, MappingNode root) =>
        root.Entries.Count > 0 && text[root.Entries[0].Key.End..root.Entries[0].Value.Start] is ":" ? ":" : ": ";

    private static string CommaOf(string text, MappingNode root) =>
        root.Entries.Count > 1 && text[root.Entries[0].Value.End..root.Entries[1].Key.Start] is "," ? "," : ", ";
}
