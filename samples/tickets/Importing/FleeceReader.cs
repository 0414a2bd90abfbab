using System.Text.Json;
using RepoTickets.CommandLine.Importing.Json;

namespace RepoTickets.CommandLine.Importing;

/// <summary>
/// Issues of Fleece. Version 4 has a file of events an issue, <c>.fleece/issues/ID.jsonl</c>; version 3 a snapshot,
/// <c>.fleece/issues.jsonl</c>; older ones several snapshots, <c>.fleece/issues_HASH.jsonl</c>: of an issue in more than one of these the
/// newest state counts.
/// </summary>
internal sealed class FleeceReader : IForeignReader
{
    private static readonly string[] Histories = ["LastUpdate", "ModifiedBy"];

    /// <summary>The newest state of each, of those that were deleted, too: an older state of such a one must not bring it back.</summary>
    private readonly Dictionary<string, (ForeignIssue Issue, FleeceFamily Family, bool IsDeleted)> _found = new(StringComparer.Ordinal);

    public ForeignReading Read(IReadOnlyList<ForeignFile> files)
    {
        var reading = new ForeignReading();
        foreach (var file in files)
        {
            reading.Try(() => Read(reading, file));
        }

        reading.Skipped.AddRange(
            _found.Values.Where(static found => found.IsDeleted).Select(static found => (found.Issue.Id, "It was deleted there.")));
        var alive = _found.Values.Where(static found => !found.IsDeleted).ToList();
        FleeceFamily.Order([.. alive.Select(static found => (found.Issue, found.Family))]);
        reading.Issues.AddRange(alive.Select(static found => found.Issue));
        return reading;
    }

    private void Read(ForeignReading reading, ForeignFile file)
    {
        var events = new FleeceEvents(file);
        foreach (var source in JsonIssues.Lines(reading, file))
        {
            reading.Try(() =>
            {
                if (!events.Take(source))
                {
                    Read(reading, source);
                }
            }, source.Name);
        }

        foreach (var source in events.Replay(reading))
        {
            reading.Try(() => Read(reading, source), source.Name);
        }
    }

    private void Read(ForeignReading reading, JsonIssue source)
    {
        var id = source.Needed("id");
        var status = (source.Text("status") ?? "Open").ToLowerInvariant();
        var issue = new ForeignIssue(id, source.Place) { Mark = $"fleece:{id}", Title = source.Needed("title") };
        issue.Description = source.Text("description") ?? "";
        issue.Reporter = source.Text("createdBy");
        issue.Assignee = source.Text("assignedTo");
        issue.Branch = source.Text("workingBranchId");
        issue.CreatedAt = source.Time("createdAt");
        issue.UpdatedAt = source.Time("lastUpdate");
        issue.Labels.AddRange(source.Text("type") is { } type ? [type.ToLowerInvariant()] : []);
        issue.Labels.AddRange(source.Texts("tags"));
        issue.RelatedTo.AddRange(source.Texts("linkedIssues"));
        ReadStatus(issue, status);
        ReadPriority(issue, source.Whole("priority"));
        var family = FleeceFamily.Read(issue, source.List("parentIssues"), source.Text("executionMode"));
        if (source.DropWhere(static name => Array.Exists(Histories, end => name.EndsWith(end, StringComparison.Ordinal))).Count > 0)
        {
            issue.Lost.Add("who last changed which field, and when");
        }

        issue.Kept.AddRange(source.Rest);
        Take(reading, issue, family, isDeleted: status == "deleted");
    }

    private void Take(ForeignReading reading, ForeignIssue issue, FleeceFamily family, bool isDeleted)
    {
        var isKnown = _found.TryGetValue(issue.Id, out var other);

        // A state without a time counts as the oldest.
        if (isKnown && (other.Issue.UpdatedAt ?? DateTimeOffset.MinValue) >= (issue.UpdatedAt ?? DateTimeOffset.MinValue))
        {
            reading.Skipped.Add((issue.Id, $"{issue.Place} has an older state of it than {other.Issue.Place}."));
            return;
        }

        if (isKnown)
        {
            reading.Skipped.Add((issue.Id, $"{other.Issue.Place} has an older state of it than {issue.Place}."));
        }

        _found[issue.Id] = (issue, family, isDeleted);
    }

    private static void ReadStatus(ForeignIssue issue, string status)
    {
        issue.Status = status switch
        {
            "progress" or "review" => TicketStatus.InProgress,
            "complete" or "closed" => TicketStatus.Closed,
            "archived" => TicketStatus.Cancelled,
            _ => TicketStatus.Open,
        };
        issue.Keep("status", status is "open" or "progress" or "complete" or "archived" ? null : status);
    }

    private static void ReadPriority(ForeignIssue issue, long? priority)
    {
        issue.Priority = priority switch
        {
            <= 1 => TicketPriority.Critical,
            2 => TicketPriority.High,
            >= 4 => TicketPriority.Low,
            _ => TicketPriority.Medium,
        };
        issue.Keep("priority", priority is null or (>= 1 and <= 4) ? null : $"{priority}");
    }
}
