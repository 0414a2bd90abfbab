using System.Text.Json.Nodes;

namespace RepoTickets.LogTriage.Tests.Servers;

/// <summary>The rules of the Atlassian Document Format that a careless converter breaks.</summary>
internal static class FakeAdf
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["doc"] = ["paragraph", "heading", "bulletList", "orderedList", "codeBlock", "blockquote", "rule", "table"],
        ["paragraph"] = ["text", "hardBreak"],
        ["heading"] = ["text", "hardBreak"],
        ["codeBlock"] = ["text"],
        ["blockquote"] = ["paragraph", "bulletList", "orderedList", "codeBlock"],
        ["bulletList"] = ["listItem"],
        ["orderedList"] = ["listItem"],
        ["listItem"] = ["paragraph", "bulletList", "orderedList", "codeBlock"],
        ["table"] = ["tableRow"],
        ["tableRow"] = ["tableCell", "tableHeader"],
        ["tableCell"] = ["paragraph", "bulletList", "orderedList", "codeBlock", "heading", "blockquote"],
        ["tableHeader"] = ["paragraph", "bulletList", "orderedList", "codeBlock", "heading", "blockquote"],
        ["text"] = [],
        ["hardBreak"] = [],
        ["rule"] = [],
    };

    private static readonly string[] NeedContent =
        ["bulletList", "orderedList", "listItem", "table", "tableRow", "tableCell", "tableHeader", "blockquote"];

    /// <returns>What Jira would refuse the document for; null when it would take it.</returns>
    internal static string? FindProblem(JsonNode? document)
    {
        if (document is not JsonObject root || (string?)root["type"] != "doc" || (int?)root["version"] != 1)
        {
            return "Operation value must be an Atlassian Document (see the Atlassian Document Format)";
        }

        return document.ToJsonString().Length > 32_767
            ? "The entered text is too long. It exceeds the allowed limit of 32,767 characters."
            : FindProblemIn(root);
    }

    private static string? FindProblemIn(JsonObject node)
    {
        var type = (string)node["type"]!;
        if (!Allowed.TryGetValue(type, out var allowed))
        {
            return $"INVALID_INPUT: unknown node {type}";
        }

        var children = node["content"]?.AsArray() ?? [];
        if (type == "text")
        {
            return FindProblemInText(node);
        }

        if (children.Count == 0 && NeedContent.Contains(type))
        {
            return $"INVALID_INPUT: {type} without content";
        }

        if (type == "heading" && (int?)node["attrs"]?["level"] is not (>= 1 and <= 6))
        {
            return "INVALID_INPUT: level of a heading";
        }

        if (type == "listItem" && (string)children[0]!["type"]! is not ("paragraph" or "codeBlock"))
        {
            return "INVALID_INPUT: a list item begins with a paragraph";
        }

        foreach (var child in children)
        {
            var name = (string)child!["type"]!;
            if (!allowed.Contains(name))
            {
                return $"INVALID_INPUT: {name} in {type}";
            }

            if (type == "codeBlock" && child["marks"] is not null)
            {
                return "INVALID_INPUT: marks in a code block";
            }

            if (FindProblemIn(child.AsObject()) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? FindProblemInText(JsonObject node)
    {
        if ((string?)node["text"] is not { Length: > 0 } text)
        {
            return "INVALID_INPUT: an empty text node";
        }

        if (text.Any(static c => c < ' ' && c is not ('\n' or '\t')))
        {
            return "INVALID_INPUT: a control character";
        }

        var marks = node["marks"]?.AsArray().Select(static mark => (string)mark!["type"]!).ToList() ?? [];
        if (marks.Distinct().Count() != marks.Count || (marks.Contains("code") && marks.Any(static mark => mark is not ("code" or "link"))))
        {
            return $"INVALID_INPUT: marks {string.Join(", ", marks)}";
        }

        return null;
    }
}
