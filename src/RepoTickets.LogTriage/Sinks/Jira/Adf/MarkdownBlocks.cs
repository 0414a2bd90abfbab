using System.Text.Json.Nodes;

namespace RepoTickets.LogTriage.Jira.Adf;

/// <summary>
/// Reads Markdown line by line and makes the blocks of a document. Time is linear in the text times the bounded depth. What the format does
/// not allow inside a list or a quote is written as the nearest thing that it does.
/// </summary>
internal static class MarkdownBlocks
{
    /// <summary>Where blocks stand, which decides what they may be.</summary>
    private enum Place
    {
        Document,
        Quote,
        Item,
    }

    /// <summary>The blocks of a document.</summary>
    internal static List<JsonObject> Read(string markdown) => Read(AdfText.Clean(markdown).Split('\n'), Place.Document, 0);

    private static List<JsonObject> Read(IReadOnlyList<string> lines, Place place, int depth)
    {
        var blocks = new List<JsonObject>();
        for (var i = 0; i < lines.Count;)
        {
            var line = lines[i];
            if (MarkdownLines.IsBlank(line))
            {
                i++;
            }
            else if (MarkdownLines.Indent(line) >= 4 && depth < AdfLimits.MaximumDepth)
            {
                i = ReadIndentedCode(lines, i, blocks);
            }
            else if (MarkdownLines.IsFence(line, out var mark, out var length, out var information))
            {
                i = ReadFence(lines, i, (mark, length, information), blocks);
            }
            else if (MarkdownLines.Heading(line, out var title) is var level && level > 0)
            {
                AddHeading(blocks, level, title, place);
                i++;
            }
            else if (MarkdownLines.IsRule(line))
            {
                if (place == Place.Document)
                {
                    blocks.Add(AdfNodes.Rule());
                }

                i++;
            }
            else if (depth < AdfLimits.MaximumDepth && line.TrimStart().StartsWith('>'))
            {
                i = ReadQuote(lines, i, blocks, place, depth);
            }
            else if (depth < AdfLimits.MaximumDepth && MarkdownLines.IsItem(line, out _, out _))
            {
                i = ReadList(lines, i, blocks, depth);
            }
            else if (place == Place.Document && IsTable(lines, i))
            {
                i = ReadTable(lines, i, blocks);
            }
            else
            {
                i = ReadParagraph(lines, i, blocks, place, depth);
            }
        }

        return blocks;
    }

    private static int ReadIndentedCode(IReadOnlyList<string> lines, int i, List<JsonObject> blocks)
    {
        var code = new List<string>();
        for (; i < lines.Count && (MarkdownLines.Indent(lines[i]) >= 4 || MarkdownLines.IsBlank(lines[i])); i++)
        {
            code.Add(MarkdownLines.Outdent(lines[i], 4));
        }

        blocks.Add(AdfNodes.CodeBlock(string.Join('\n', code).TrimEnd(), null));
        return i;
    }

    private static int ReadFence(
        IReadOnlyList<string> lines, int i, (char Mark, int Length, string Information) fence, List<JsonObject> blocks)
    {
        var indent = MarkdownLines.Indent(lines[i]);
        var code = new List<string>();
        for (i++; i < lines.Count; i++)
        {
            if (MarkdownLines.IsFence(lines[i], out var mark, out var length, out var rest)
                && mark == fence.Mark && length >= fence.Length && rest.Length == 0)
            {
                i++;
                break;
            }

            code.Add(MarkdownLines.Outdent(lines[i], indent));
        }

        blocks.Add(AdfNodes.CodeBlock(string.Join('\n', code), LanguageOf(fence.Information)));
        return i;
    }

    private static string? LanguageOf(string information)
    {
        var word = information.Split([' ', '\t', '{', ','], 2)[0];
        return word.Length is > 0 and <= 30 && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '#' or '-' or '.' or '_')
            ? word.ToLowerInvariant()
            : null;
    }

    /// <summary>The format has no headings in quotes and lists; bold stands for them.</summary>
    private static void AddHeading(List<JsonObject> blocks, int level, string title, Place place) => blocks.Add(place == Place.Document
        ? AdfNodes.Heading(level, MarkdownInlines.Read(title))
        : AdfNodes.Paragraph(MarkdownInlines.Read(title, "strong")));

    private static int ReadQuote(IReadOnlyList<string> lines, int i, List<JsonObject> blocks, Place place, int depth)
    {
        var inner = new List<string>();
        for (; i < lines.Count; i++)
        {
            var body = lines[i].TrimStart();
            if (!body.StartsWith('>'))
            {
                break;
            }

            inner.Add(body.Length > 1 && body[1] == ' ' ? body[2..] : body[1..]);
        }

        // Quotes hold no quotes, and list items hold none either: what is quoted stays, the bar beside it goes.
        var content = Read(inner, place == Place.Document ? Place.Quote : place, depth + 1);
        if (place != Place.Document)
        {
            blocks.AddRange(content);
        }
        else if (content.Count > 0)
        {
            blocks.Add(AdfNodes.Container("blockquote", content));
        }

        return i;
    }

    private static int ReadList(IReadOnlyList<string> lines, int i, List<JsonObject> blocks, int depth)
    {
        MarkdownLines.IsItem(lines[i], out _, out var first);
        var indent = MarkdownLines.Indent(lines[i]);
        var items = new List<JsonObject>();
        while (i < lines.Count
            && MarkdownLines.IsItem(lines[i], out var content, out var number)
            && number < 0 == first < 0
            && MarkdownLines.Indent(lines[i]) < indent + 4
            && !MarkdownLines.IsRule(lines[i]))
        {
            var inner = new List<string> { TextOfItem(lines[i], content) };
            for (i++; i < lines.Count && BelongsToItem(lines, i, content); i++)
            {
                inner.Add(MarkdownLines.Outdent(lines[i], content));
            }

            var body = Read(inner, Place.Item, depth + 1);
            if (body.Count == 0 || (string)body[0]["type"]! is not ("paragraph" or "codeBlock"))
            {
                body.Insert(0, AdfNodes.Paragraph([]));
            }

            items.Add(AdfNodes.Container("listItem", body));
        }

        blocks.Add(first < 0 ? AdfNodes.Container("bulletList", items) : AdfNodes.OrderedList(first, items));
        return i;
    }

    private static string TextOfItem(string line, int content)
    {
        var indent = MarkdownLines.Indent(line);
        var body = line.TrimStart();
        var mark = Math.Min(body.Length, content - indent);
        return body[mark..];
    }

    /// <summary>An indented line belongs to the item above it; so does a blank line before one.</summary>
    private static bool BelongsToItem(IReadOnlyList<string> lines, int i, int content)
    {
        if (!MarkdownLines.IsBlank(lines[i]))
        {
            // Two columns suffice: many writers indent nested lists by less than the text of the item above.
            var indent = MarkdownLines.Indent(lines[i]);
            return indent > 0
                && indent >= Math.Min(content, 2)
                && (indent >= content || MarkdownLines.IsItem(lines[i], out _, out _) || !MarkdownLines.IsBlank(lines[i - 1]));
        }

        return i + 1 < lines.Count && !MarkdownLines.IsBlank(lines[i + 1]) && MarkdownLines.Indent(lines[i + 1]) >= content;
    }

    private static bool IsTable(IReadOnlyList<string> lines, int i) =>
        i + 1 < lines.Count
        && lines[i].Contains('|', StringComparison.Ordinal)
        && MarkdownLines.IsTableRule(lines[i + 1])
        && MarkdownLines.Cells(lines[i]).Count is > 0 and <= AdfLimits.MaximumColumns
        && MarkdownLines.Cells(lines[i]).Count == MarkdownLines.Cells(lines[i + 1]).Count;

    private static int ReadTable(IReadOnlyList<string> lines, int i, List<JsonObject> blocks)
    {
        var head = MarkdownLines.Cells(lines[i]);
        var rows = new List<JsonObject> { Row(head, head.Count, "tableHeader") };
        for (i += 2; i < lines.Count && lines[i].Contains('|', StringComparison.Ordinal); i++)
        {
            rows.Add(Row(MarkdownLines.Cells(lines[i]), head.Count, "tableCell"));
        }

        blocks.Add(AdfNodes.Container("table", rows));
        return i;
    }

    private static JsonObject Row(List<string> cells, int count, string type) => AdfNodes.Container(
        "tableRow",
        Enumerable.Range(0, count).Select(column => AdfNodes.Container(
            type, [AdfNodes.Paragraph(MarkdownInlines.Read(column < cells.Count ? cells[column] : ""))])));

    private static int ReadParagraph(IReadOnlyList<string> lines, int i, List<JsonObject> blocks, Place place, int depth)
    {
        var text = new List<string> { lines[i].TrimStart() };
        for (i++; i < lines.Count && !MarkdownLines.IsBlank(lines[i]); i++)
        {
            if (Underline(lines[i]) is var level && level > 0)
            {
                AddHeading(blocks, level, string.Join(' ', text), place);
                return i + 1;
            }

            if (Interrupts(lines, i, place, depth))
            {
                break;
            }

            text.Add(lines[i].TrimStart());
        }

        var inlines = MarkdownInlines.Read(string.Join('\n', text));
        if (inlines.Count > 0)
        {
            blocks.Add(AdfNodes.Paragraph(inlines));
        }

        return i;
    }

    /// <summary>The level of the heading that a line of <c>===</c> or <c>---</c> makes of the text above; 0 for any other line.</summary>
    private static int Underline(string line)
    {
        var body = line.AsSpan().Trim();
        return body.Length >= 3 && body.IndexOfAnyExcept('=') < 0 ? 1 : 0;
    }

    private static bool Interrupts(IReadOnlyList<string> lines, int i, Place place, int depth) =>
        MarkdownLines.IsFence(lines[i], out _, out _, out _)
        || MarkdownLines.Heading(lines[i], out _) > 0
        || MarkdownLines.IsRule(lines[i])
        || (depth < AdfLimits.MaximumDepth
            && (lines[i].TrimStart().StartsWith('>') || (MarkdownLines.IsItem(lines[i], out _, out var number) && number <= 1)))
        || (place == Place.Document && IsTable(lines, i));
}
