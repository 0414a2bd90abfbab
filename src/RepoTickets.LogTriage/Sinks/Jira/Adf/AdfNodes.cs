using System.Text.Json.Nodes;

namespace RepoTickets.LogTriage.Jira.Adf;

/// <summary>Makes the nodes of the Atlassian Document Format.</summary>
internal static class AdfNodes
{
    internal static JsonObject Document(IEnumerable<JsonObject> blocks)
    {
        var content = Array(blocks);
        if (content.Count == 0)
        {
            content.Add(item: Paragraph([]));
        }

        return new() { ["type"] = "doc", ["version"] = 1, ["content"] = content };
    }

    /// <summary>An empty one has no content at all: Jira refuses empty texts.</summary>
    internal static JsonObject Paragraph(IEnumerable<JsonObject> inlines) => Container("paragraph", inlines);

    internal static JsonObject Heading(int level, IEnumerable<JsonObject> inlines)
    {
        var node = Container("heading", inlines);
        node["attrs"] = new JsonObject { ["level"] = level };
        return node;
    }

    internal static JsonObject CodeBlock(string text, string? language)
    {
        var node = Container("codeBlock", text.Length == 0 ? [] : [Text(text)]);
        if (language is not null)
        {
            node["attrs"] = new JsonObject { ["language"] = language };
        }

        return node;
    }

    internal static JsonObject OrderedList(int start, IEnumerable<JsonObject> items)
    {
        var node = Container("orderedList", items);
        node["attrs"] = new JsonObject { ["order"] = start };
        return node;
    }

    internal static JsonObject Container(string type, IEnumerable<JsonObject> children)
    {
        var node = new JsonObject { ["type"] = type };
        var content = Array(children);
        if (content.Count > 0)
        {
            node["content"] = content;
        }

        return node;
    }

    internal static JsonObject Rule() => new() { ["type"] = "rule" };

    internal static JsonObject HardBreak() => new() { ["type"] = "hardBreak" };

    internal static JsonObject Text(string text, IEnumerable<JsonObject>? marks = null)
    {
        var node = new JsonObject { ["type"] = "text", ["text"] = text };
        var given = Array(marks ?? []);
        if (given.Count > 0)
        {
            node["marks"] = given;
        }

        return node;
    }

    internal static JsonObject Mark(string type) => new() { ["type"] = type };

    internal static JsonObject Link(string address) =>
        new() { ["type"] = "link", ["attrs"] = new JsonObject { ["href"] = address } };

    private static JsonArray Array(IEnumerable<JsonObject> nodes)
    {
        var array = new JsonArray();
        foreach (JsonNode node in nodes)
        {
            // As a node: the generic overload serialises by reflection.
            array.Add(item: node);
        }

        return array;
    }
}
