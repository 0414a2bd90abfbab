namespace RepoTickets.CommandLine.Importing.Markdown;

/// <summary>Tasks of Backlog.md: a Markdown file each, in <c>backlog/tasks</c>.</summary>
internal sealed class BacklogReader : IForeignReader
{
    public ForeignReading Read(IReadOnlyList<ForeignFile> files)
    {
        var reading = new ForeignReading();
        foreach (var file in files)
        {
            reading.Try(() => reading.Issues.Add(Read(file)));
        }

        return reading;
    }

    private static ForeignIssue Read(ForeignFile file)
    {
        var matter = FrontMatter.Read(file);
        var place = new ForeignPlace(file.Name, 1, 1);

        // Files of one program name the same task in capitals and in small letters.
        var id = matter.Text("id")?.ToUpperInvariant()
            ?? throw new ForeignFaultException(place, "'id' is missing or empty, and it is needed.");
        var issue = new ForeignIssue(id, place)
        {
            Mark = $"backlog:{id}",
            WantedId = id,
            Title = matter.Text("title") ?? throw new ForeignFaultException(place, "'title' is missing or empty, and it is needed."),
        };
        ReadStatus(issue, matter.Text("status") ?? "To Do");
        ReadPriority(issue, matter.Text("priority"));
        ReadPeople(issue, matter);
        issue.CreatedAt = Time(issue, "created_date", matter.Text("created_date"));
        issue.UpdatedAt = Time(issue, "updated_date", matter.Text("updated_date"));
        issue.Labels.AddRange(matter.Texts("labels"));
        issue.Labels.AddRange(matter.Text("milestone") is { } milestone ? [$"milestone:{milestone}"] : []);
        issue.BlockedBy.AddRange(matter.Texts("dependencies").Select(static task => task.ToUpperInvariant()));
        issue.Parent = (matter.Text("parent_task_id") ?? matter.Text("parent"))?.ToUpperInvariant();
        issue.Keep("ordinal", matter.Text("ordinal"));

        // The other side of parent_task_id.
        matter.Texts("subtasks");
        foreach (var (name, value) in matter.Rest.ToList())
        {
            issue.Keep(name, value);
        }

        ReadBody(issue, matter.Body);
        return issue;
    }

    private static void ReadStatus(ForeignIssue issue, string status)
    {
        issue.Status = status.ToLowerInvariant() switch
        {
            "in progress" or "doing" => TicketStatus.InProgress,
            "blocked" => TicketStatus.Blocked,
            "done" or "completed" or "closed" => TicketStatus.Closed,
            "cancelled" or "canceled" => TicketStatus.Cancelled,
            _ => TicketStatus.Open,
        };
        issue.Keep("status", status is "To Do" or "In Progress" or "Done" or "Blocked" ? null : status);
    }

    private static void ReadPriority(ForeignIssue issue, string? priority)
    {
        if (TicketPriority.TryParse(priority?.ToLowerInvariant(), out var known) &&
            (known == TicketPriority.Critical || known == TicketPriority.High || known == TicketPriority.Medium ||
                known == TicketPriority.Low))
        {
            issue.Priority = known;
        }
        else
        {
            issue.Keep("priority", priority);
        }
    }

    private static void ReadPeople(ForeignIssue issue, FrontMatter matter)
    {
        var people = matter.Texts("assignee").Select(Name).Where(static name => name.Length > 0).ToList();
        issue.Assignee = people.FirstOrDefault();
        issue.Keep("further assignees", string.Join(", ", people.Skip(1)));
        issue.Reporter = matter.Text("reporter") is { } reporter ? Name(reporter) : null;
    }

    private static void ReadBody(ForeignIssue issue, string body)
    {
        foreach (var section in TaskSection.Split(body))
        {
            switch (section.Heading.ToLowerInvariant())
            {
                case "description" or "":
                    issue.Description = issue.Description.Length == 0 ? section.Text : $"{issue.Description}\n\n{section.Text}";
                    break;
                case "acceptance criteria" or "acceptance criteria (optional)":
                    issue.Criteria.AddRange(CheckList.Read(section.Text).Select(static item => (item.Text, item.IsMet, "")));
                    break;
                case "definition of done":
                    issue.Criteria.AddRange(
                        CheckList.Read(section.Text).Select(static item => (item.Text, item.IsMet, "Definition of Done")));
                    break;
                case "comments" when TaskComments.Read(section.Text) is { } comments:
                    issue.Comments.AddRange(comments);
                    break;
                default:
                    issue.Describe(section.Heading, section.Text);
                    break;
            }
        }
    }

    private static DateTimeOffset? Time(ForeignIssue issue, string name, string? text)
    {
        var time = ForeignTime.ReadDayFirst(text);
        issue.Keep(name, time is null ? text : null);
        return time;
    }

    private static string Name(string text) => text.Trim().TrimStart('@');
}
