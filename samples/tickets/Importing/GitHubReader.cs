using System.Text.Json;
using System.Text.RegularExpressions;
using RepoTickets.CommandLine.Importing.Json;

namespace RepoTickets.CommandLine.Importing;

/// <summary>
/// Issues of GitHub: what <c>gh issue list --json …</c> prints, or what the REST API answers. Both say the same by other names.
/// </summary>
internal sealed partial class GitHubReader : IForeignReader
{
    /// <summary>Addresses and figures that GitHub derives: they say nothing of their own.</summary>
    private static readonly string[] Derived =
    [
        "id", "node_id", "repository_url", "labels_url", "comments_url", "events_url", "timeline_url", "assignee", "author_association",
        "reactions",
        "reactionGroups", "performed_via_github_app", "sub_issues_summary", "issue_field_values", "user_view_type",
    ];

    public ForeignReading Read(IReadOnlyList<ForeignFile> files)
    {
        var reading = new ForeignReading();
        foreach (var file in files)
        {
            reading.Try(() => JsonIssues.Array(reading, file).ForEach(source => reading.Try(() => Read(reading, source), source.Name)));
        }

        return reading;
    }

    private static void Read(ForeignReading reading, JsonIssue source)
    {
        var number = source.Whole("number")
            ?? throw new ForeignFaultException(source.Place, "'number' is missing: ask for it with 'gh issue list --json number,title,…'.");
        var id = $"#{number}";
        var address = source.Text("url") ?? "";
        var url = source.Text("html_url") ?? address;
        var repository = Repository().Match(url).Groups["name"].Value;
        if (source.Has("pull_request") || url.Contains("/pull/", StringComparison.Ordinal))
        {
            reading.Skipped.Add((id, "It is a pull request."));
            return;
        }

        var issue = new ForeignIssue(id, source.Place)
        {
            Mark = $"github:{repository}#{number}",
            WantedId = $"GH-{number}",
            Title = source.Needed("title"),
        };
        issue.Description = (source.Text("body") ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);
        var isClosed = source.Json("closed") is { ValueKind: JsonValueKind.True };
        issue.Status = StatusOf(
            source.Text("state") ?? (isClosed ? "closed" : "open"), source.Text("stateReason") ?? source.Text("state_reason") ?? "");
        issue.Reporter = source.Inner("author", "login") ?? source.Inner("user", "login");
        issue.CreatedAt = source.Time("createdAt") ?? source.Time("created_at");
        issue.UpdatedAt = source.Time("updatedAt") ?? source.Time("updated_at");
        issue.Labels.AddRange(
            source.List("labels").Select(
                static label => label.ValueKind == JsonValueKind.String ? label.GetString()! : JsonIssue.Member(label, "name") ?? ""));
        issue.Labels.AddRange(source.Inner("milestone", "title") is { } milestone ? [$"milestone:{milestone}"] : []);
        issue.Keep("url", url);
        ReadPeople(issue, source);
        ReadComments(issue, source);
        source.Drop(Derived);
        issue.Kept.AddRange(source.Rest);
        reading.Issues.Add(issue);
    }

    /// <summary>gh writes these words in capitals, the REST API in small letters.</summary>
    private static TicketStatus StatusOf(string state, string reason) => (state.ToLowerInvariant(), reason.ToLowerInvariant()) switch
    {
        ("open", _) => TicketStatus.Open,
        (_, "not_planned" or "duplicate") => TicketStatus.Cancelled,
        _ => TicketStatus.Closed,
    };

    private static void ReadPeople(ForeignIssue issue, JsonIssue source)
    {
        var people = source.List("assignees").Select(static person => JsonIssue.Member(person, "login")).OfType<string>().ToList();
        issue.Assignee = people.FirstOrDefault();
        issue.Keep("further assignees", string.Join(", ", people.Skip(1)));
    }

    /// <summary>gh has the comments themselves, the REST API only their number.</summary>
    private static void ReadComments(ForeignIssue issue, JsonIssue source)
    {
        if (!source.Has("comments"))
        {
            return;
        }

        if (source.IsNumber("comments"))
        {
            issue.Lost.Add($"{source.Whole("comments")} comments, which are not in the file: 'gh issue list --json comments,…' has them");
            return;
        }

        foreach (var comment in source.List("comments"))
        {
            var author = comment.ValueKind == JsonValueKind.Object && comment.TryGetProperty("author", out var person)
                ? JsonIssue.Member(person, "login")
                : null;
            var body = JsonIssue.Member(comment, "body")
                ?? throw new ForeignFaultException(issue.Place, "A comment on this issue has no 'body' that is a text.");
            if (!string.IsNullOrWhiteSpace(body))
            {
                issue.Comment(author ?? "ghost", body, JsonIssue.Raw(comment, "createdAt"));
            }
        }
    }

    [GeneratedRegex("^https?://[^/]+/(?:repos/)?(?<name>[^/]+/[^/]+)/(?:issues|pull)/", RegexOptions.NonBacktracking)]
    private static partial Regex Repository();
}
