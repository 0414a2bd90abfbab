using System.Text.Json;
using RepoTickets.CommandLine.Importing.Json;

namespace RepoTickets.CommandLine.Importing;

/// <summary>Issues of beads: <c>.beads/issues.jsonl</c>, an object a line.</summary>
internal sealed class BeadsReader : IForeignReader
{
    private const string Tombstone = "tombstone";

    public ForeignReading Read(IReadOnlyList<ForeignFile> files)
    {
        var reading = new ForeignReading();
        foreach (var file in files)
        {
            JsonIssues.Lines(reading, file).ForEach(source => reading.Try(() => Read(reading, source), source.Name));
        }

        return reading;
    }

    private static void Read(ForeignReading reading, JsonIssue source)
    {
        if (source.Text("_type") is { } type && type != "issue")
        {
            reading.Skipped.Add(
                (source.Text("id") ?? source.Text("key") ?? source.Place.ToString(), $"It is no issue but a {DisplayText.Escape(type)}."));
            return;
        }

        var id = source.Needed("id");
        var status = source.Text("status") ?? "open";
        if (status == Tombstone)
        {
            reading.Skipped.Add((id, "It was deleted there."));
            return;
        }

        var issue = new ForeignIssue(id, source.Place)
        {
            Mark = $"beads:{id}",
            WantedId = id.ToUpperInvariant(),
            Title = source.Needed("title"),
        };
        issue.Description = source.Text("description") ?? "";
        issue.Describe("Design", source.Text("design"));
        issue.Describe("Notes", source.Text("notes"));
        issue.Criteria.AddRange(
            CheckList.Read(source.Text("acceptance_criteria") ?? "").Select(static item => (item.Text, item.IsMet, "")));
        ReadStatus(issue, status);
        ReadPriority(issue, source.Whole("priority"));
        issue.Assignee = source.Text("assignee");
        issue.Reporter = source.Text("created_by");
        issue.EstimatedHours = source.Whole("estimated_minutes") / 60.0;
        issue.CreatedAt = source.Time("created_at");
        issue.UpdatedAt = source.Time("updated_at");
        issue.Labels.AddRange(source.Text("issue_type") is { } kind ? [kind] : []);
        issue.Labels.AddRange(source.Texts("labels"));
        ReadDependencies(issue, source.List("dependencies"));
        ReadParent(issue, source.Text("parent"));
        ReadComments(issue, source.List("comments"));
        source.Drop("dependency_count", "dependent_count", "comment_count", "original_size", "compaction_level");
        issue.Kept.AddRange(source.Rest);
        reading.Issues.Add(issue);
    }

    private static void ReadStatus(ForeignIssue issue, string status)
    {
        issue.Status = status switch
        {
            "in_progress" or "hooked" => TicketStatus.InProgress,
            "blocked" => TicketStatus.Blocked,
            "closed" => TicketStatus.Closed,
            _ => TicketStatus.Open,
        };
        issue.Keep("status", status is "open" or "in_progress" or "blocked" or "closed" ? null : status);
    }

    /// <summary>What was not said is 2 there, too.</summary>
    private static void ReadPriority(ForeignIssue issue, long? priority)
    {
        issue.Priority = priority switch
        {
            0 => TicketPriority.Critical,
            1 => TicketPriority.High,
            3 or 4 => TicketPriority.Low,
            _ => TicketPriority.Medium,
        };
        issue.Keep("priority", priority is null or (>= 0 and <= 3) ? null : $"{priority}");
    }

    private static void ReadDependencies(ForeignIssue issue, IReadOnlyList<JsonElement> dependencies)
    {
        foreach (var dependency in dependencies)
        {
            var on = JsonIssue.Member(dependency, "depends_on_id")
                ?? (dependency.ValueKind == JsonValueKind.String ? dependency.GetString() : null)
                ?? throw new ForeignFaultException(issue.Place, "A dependency of this issue has no 'depends_on_id'.");
            var type = JsonIssue.Member(dependency, "type") ?? "blocks";
            switch (type)
            {
                case "blocks":
                    issue.BlockedBy.Add(on);
                    break;
                case "parent-child" when issue.Parent is null:
                    issue.Parent = on;
                    break;
                default:
                    issue.RelatedTo.Add(on);
                    issue.Keep("dependency", type is "related" or "relates-to" ? null : $"{type} {on}");
                    break;
            }
        }
    }

    /// <summary>The parent stands among the dependencies, too, or here alone.</summary>
    private static void ReadParent(ForeignIssue issue, string? parent)
    {
        if (string.IsNullOrWhiteSpace(parent))
        {
            return;
        }

        issue.Parent ??= parent;
        issue.Keep("parent", parent == issue.Parent ? null : parent);
    }

    private static void ReadComments(ForeignIssue issue, IReadOnlyList<JsonElement> comments)
    {
        foreach (var comment in comments)
        {
            issue.Comment(
                JsonIssue.Member(comment, "author") ?? "",
                JsonIssue.Member(comment, "text") ?? throw new ForeignFaultException(issue.Place, "A comment on this issue has no 'text'."),
                JsonIssue.Raw(comment, "created_at"));
        }
    }
}
