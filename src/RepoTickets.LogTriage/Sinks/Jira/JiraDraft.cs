using System.Text.Json.Nodes;
using RepoTickets.LogTriage.Jira.Adf;

namespace RepoTickets.LogTriage.Jira;

/// <summary>Turns a draft into the fields of an issue.</summary>
internal static class JiraDraft
{
    internal static JsonObject ToFields(TicketDraft draft, JiraOptions options)
    {
        var labels = new List<string> { draft.Marker };
        labels.AddRange(draft.Labels.Concat(options.Labels).Select(JiraNames.ToLabel).Where(static label => label.Length > 0));
        var fields = new JsonObject
        {
            ["project"] = new JsonObject { ["key"] = options.ProjectKey },
            ["issuetype"] = new JsonObject { ["name"] = options.IssueType },
            ["summary"] = Title(draft.Title, options),
            ["description"] = MarkdownToAdf.Convert(draft.Description),
            ["labels"] = new JsonArray([.. labels.Distinct(StringComparer.Ordinal).Select(static label => (JsonNode)label)]),
        };
        if (options.Priorities.TryGetValue(draft.Severity, out var priority) && !string.IsNullOrWhiteSpace(priority))
        {
            fields["priority"] = new JsonObject { ["name"] = priority };
        }

        if (draft.Assignee is { Length: > 0 } assignee)
        {
            fields["assignee"] = new JsonObject { ["accountId"] = assignee };
        }

        if (options.TeamField is { } field && draft.Team is { Length: > 0 } team)
        {
            fields[field] = new JsonArray(new JsonObject { ["value"] = team });
        }

        return fields;
    }

    /// <summary>One line within the limit, the prefix counted; a draft without a title gets a name all the same.</summary>
    internal static string Title(string title, JiraOptions options)
    {
        var line = AdfText.OneLine(title.Replace("**", "", StringComparison.Ordinal),
            options.MaximumTitleLength - options.TitlePrefix.Length);
        return options.TitlePrefix + (line.Length == 0 ? "Untitled fault" : line);
    }
}
