using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RepoTickets.LogTriage.Jira.Adf;

/// <summary>
/// Reads all the text of a document: of every node, known or not, at any depth that JSON allows, so that nothing is missing when texts are
/// compared.
/// </summary>
internal sealed class AdfToText
{
    private const int MaximumDepth = 100;

    private readonly StringBuilder _text = new();
    private readonly int _limit;

    /// <summary>The mark of an item or a cell was the last: what follows stands on its line.</summary>
    private bool _isAfterMark;

    private AdfToText(int limit) => _limit = limit;

    /// <summary>The text, at most so many characters; a description that is plain text is given as it is.</summary>
    internal static string Read(JsonElement node, int limit)
    {
        var reader = new AdfToText(limit);
        if (node.ValueKind == JsonValueKind.String)
        {
            reader.Append(node.GetString()!);
        }
        else
        {
            reader.Walk(node, "", 0);
        }

        return reader._text.ToString().TrimEnd();
    }

    private void Walk(JsonElement node, string item, int depth)
    {
        if (node.ValueKind != JsonValueKind.Object || depth > MaximumDepth || _text.Length >= _limit)
        {
            return;
        }

        var type = StringOf(node, "type");
        switch (type)
        {
            case "text":
                Append(StringOf(node, "text"));
                return;
            case "hardBreak":
                Append("\n");
                return;
            case "rule":
                NewLine();
                Append("---\n");
                return;
            case "mention" or "emoji" or "status" or "inlineCard" or "blockCard" or "embedCard" or "date" or "media" or "placeholder":
                Append(AttributeOf(node));
                return;
        }

        if (IsBlock(type))
        {
            NewLine();
        }

        if (type == "listItem" || type == "taskItem" || type == "decisionItem")
        {
            Append(item);
            _isAfterMark = true;
        }

        if (type is "expand" or "nestedExpand" && node.TryGetProperty("attrs", out var attributes))
        {
            Append(StringOf(attributes, "title") + "\n");
        }

        WalkChildren(node, type, depth);
        if (type is "tableCell" or "tableHeader")
        {
            Append(" | ");
            _isAfterMark = true;
        }
        else if (type == "tableRow")
        {
            Append("\n");
        }
    }

    private void WalkChildren(JsonElement node, string type, int depth)
    {
        if (!node.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var number = 1;
        if (type == "orderedList" && node.TryGetProperty("attrs", out var attributes)
            && attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty("order", out var order)
            && order.TryGetInt32(out var start))
        {
            number = start;
        }

        foreach (var child in content.EnumerateArray())
        {
            Walk(child, type == "orderedList" ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ", depth + 1);
        }
    }

    private static string AttributeOf(JsonElement node)
    {
        if (!node.TryGetProperty("attrs", out var attributes))
        {
            return "";
        }

        foreach (var name in (ReadOnlySpan<string>)["text", "shortName", "url", "timestamp", "alt"])
        {
            if (StringOf(attributes, name) is { Length: > 0 } value)
            {
                return value;
            }
        }

        return "";
    }

    private static bool IsBlock(string type) => type is not ("tableCell" or "tableHeader" or "doc" or "");

    /// <summary>Begins a line, but not directly behind the mark of an item or a cell.</summary>
    private void NewLine()
    {
        if (_text.Length > 0 && _text[^1] != '\n' && !_isAfterMark)
        {
            Append("\n");
        }
    }

    private void Append(string text)
    {
        var room = _limit - _text.Length;
        if (text.Length > room)
        {
            room -= room > 0 && char.IsHighSurrogate(text[room - 1]) ? 1 : 0;
            text = text[..Math.Max(0, room)];
        }

        _text.Append(text);
        _isAfterMark = false;
    }

    private static string StringOf(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
