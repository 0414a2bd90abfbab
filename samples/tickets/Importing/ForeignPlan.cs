using RepoTickets.Batch;

namespace RepoTickets.CommandLine.Importing;

/// <summary>
/// Turns issues into the operations of one batch: chooses identifiers, follows dependencies, leaves out what was imported before.
/// </summary>
internal sealed class ForeignPlan
{
    /// <summary>By mark: two repositories of one file may have the same number.</summary>
    private readonly Dictionary<string, TicketId> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TicketId> _earlier;
    private readonly TicketOrigin _origin;
    private readonly IIdentifierGenerator _generator;
    private readonly TimeProvider _time;

    /// <param name="reading">What was read.</param>
    /// <param name="existing">All tickets of the store.</param>
    /// <param name="origin">Who imports.</param>
    /// <param name="generator">Makes identifiers of comments and the like.</param>
    /// <param name="time">The clock.</param>
    internal ForeignPlan(
        ForeignReading reading, IReadOnlyList<TicketSummary> existing, TicketOrigin origin, IIdentifierGenerator generator,
        TimeProvider time)
    {
        (_origin, _generator, _time) = (origin, generator, time);
        _earlier = new(StringComparer.Ordinal);
        foreach (var ticket in existing)
        {
            foreach (var label in ticket.Labels)
            {
                _earlier.TryAdd(label, ticket.Id);
            }
        }

        Choose(reading, existing.Select(static ticket => ticket.Id).ToHashSet());
    }

    /// <summary>The issues that are imported, in the order of the operations.</summary>
    internal List<ForeignIssue> Issues { get; } = [];

    internal List<(string Id, string Reason)> Skipped { get; } = [];

    internal IReadOnlyList<BatchOperation> Operations { get; private set; } = [];

    /// <summary>The identifier that an issue gets; a placeholder where the store chooses it.</summary>
    internal TicketId IdOf(ForeignIssue issue) => _ids[issue.Mark];

    private void Choose(ForeignReading reading, HashSet<TicketId> taken)
    {
        Skipped.AddRange(reading.Skipped);
        foreach (var issue in reading.Issues)
        {
            if (_earlier.TryGetValue(issue.Mark, out var earlier))
            {
                _ids.TryAdd(issue.Mark, earlier);
                Skipped.Add((issue.Id, $"It was imported before, as {earlier}."));
            }
            else
            {
                var isFree = TicketId.TryParse(issue.WantedId, out var wanted) && taken.Add(wanted);
                _ids.TryAdd(issue.Mark, isFree ? wanted : TicketId.Placeholder(issue.Mark));
                Issues.Add(issue);
            }
        }

        var children = Issues.Where(static issue => issue.Parent is not null).ToLookup(
            static issue => MarkOf(issue, issue.Parent!), IdOf, StringComparer.Ordinal);
        Operations = [.. Issues.Select(issue => BatchOperation.Create(Make(issue, children[issue.Mark])))];
    }

    private Ticket Make(ForeignIssue issue, IEnumerable<TicketId> children)
    {
        var ticket = new Ticket
        {
            Id = IdOf(issue),
            Title = issue.Title,
            Description = issue.Description,
            Status = issue.Status,
            Priority = issue.Priority,
            Assignee = string.IsNullOrWhiteSpace(issue.Assignee) ? null : issue.Assignee.Trim(),
            Reporter = issue.Reporter ?? _origin.UserName,
            ReporterEmail = issue.Reporter is null ? _origin.UserEmail : "",
            Branch = issue.Branch ?? "",
            EstimatedHours = issue.EstimatedHours,
            Labels = [.. issue.Labels, issue.Mark],
            CreatedAt = issue.CreatedAt ?? default,
            BlockedBy = Follow(issue, "blocked by", issue.BlockedBy),
            RelatedTo = Follow(issue, "related to", issue.RelatedTo),
            ParentTicketId = issue.Parent is { } parent ? Follow(issue, "parent", [parent]) is [var found, ..] ? found : null : null,
            ChildTicketIds = children.ToValueList(),
        };
        ticket = issue.Criteria.Aggregate(ticket, (made, criterion) => made.AddExpectedResult(
            new()
            {
                Description = criterion.Text,
                Status = criterion.IsMet ? VerificationStatus.Verified : VerificationStatus.Pending,
                Notes = criterion.Notes,
            },
            _generator,
            _time));
        ticket = issue.Comments.Aggregate(ticket, (made, comment) => Comment(made, comment.Author, "", comment.Text, comment.At));
        if (issue.Kept.Count > 0)
        {
            var kept = string.Join(
                '\n',
                issue.Kept.Select(
                    static field =>
                        field.Value.Contains('\n', StringComparison.Ordinal)
                            ? $"{field.Name}:\n{field.Value}"
                            : $"{field.Name}: {field.Value}"));
            ticket = Comment(
                ticket, _origin.UserName, _origin.UserEmail, $"Imported from {issue.Mark}. What has no field here:\n\n{kept}", null);
        }

        return ticket with { UpdatedAt = issue.UpdatedAt ?? default };
    }

    private Ticket Comment(Ticket ticket, string author, string email, string text, DateTimeOffset? at)
    {
        var made = string.IsNullOrWhiteSpace(text)
            ? ticket
            : ticket.AddComment(author.Length > 0 ? author : "unknown", email, text, _generator, _time);
        return made == ticket || at is not { } time
            ? made
            : made with { Comments = [.. made.Comments.Take(made.Comments.Count - 1), made.Comments[^1] with { CreatedAt = time }] };
    }

    /// <summary>Those that are in the file or were imported before; the others are kept as text.</summary>
    private ValueList<TicketId> Follow(ForeignIssue issue, string what, IEnumerable<string> targets)
    {
        var found = new List<TicketId>();
        foreach (var target in targets.Distinct(StringComparer.Ordinal).Where(target => target != issue.Id))
        {
            if (Find(issue, target) is { } id)
            {
                found.Add(id);
            }
            else
            {
                issue.Keep(what, $"{target} (not among what was imported)");
            }
        }

        return found.ToValueList();
    }

    private TicketId? Find(ForeignIssue issue, string target) =>
        _ids.TryGetValue(MarkOf(issue, target), out var id) || _earlier.TryGetValue(MarkOf(issue, target), out id) ? id : null;

    /// <summary>A mark ends with the identifier, so that of another issue can be made of an issue's own.</summary>
    private static string MarkOf(ForeignIssue issue, string target) => issue.Mark[..^issue.Id.Length] + target;
}
