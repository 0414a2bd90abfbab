using Microsoft.Extensions.DependencyInjection;

namespace RepoTickets.Batch.Tests.Properties;

/// <summary>Derives the events of commits and compares them with the difference between what was there before and after.</summary>
internal static class EventDifference
{
    private static readonly IEventDerivation Derivation =
        new ServiceCollection().AddRepoTickets(static tickets => tickets.AddEvents()).BuildServiceProvider().GetRequiredService<IEventDerivation>();

    internal static void Check(IReadOnlyDictionary<string, Ticket> before, IReadOnlyDictionary<string, Ticket> after, IReadOnlyList<Commit> commits)
    {
        var events = commits.SelectMany(Derivation.Derive).ToList();
        var touched = events.Where(static made => made.Subject is not null).Select(static made => made.Subject!.Value.Id);
        foreach (var id in before.Keys.Union(after.Keys).Union(touched).Order(StringComparer.Ordinal))
        {
            var own = events.Where(made => made.Subject?.Id == id).ToList();
            var isChangedOnce = commits.Sum(commit => commit.Changes.Count(change => change.Key.Id == id)) == 1;
            CheckTicket(id, before.GetValueOrDefault(id), after.GetValueOrDefault(id), own, isChangedOnce);
        }

        CheckSums([.. events.OfType<Event<BatchCommitted>>()], commits);
    }

    private static void CheckTicket(string id, Ticket? before, Ticket? after, List<Event> events, bool isChangedOnce)
    {
        var types = $"{id}: {string.Join(' ', events.Select(static made => made.Type))}";
        var created = events.Count(static made => made.Payload is TicketCreated);
        var deleted = events.Count(static made => made.Payload is TicketDeleted);
        Assert.True(created - deleted == (after is null ? 0 : 1) - (before is null ? 0 : 1), types);
        Assert.True(!isChangedOnce || created + deleted == 0 || events.Count == 1, types);
        if (before is null || after is null || created > 0)
        {
            return;
        }

        var differing = Differing(before, after);
        var updates = events.Select(static made => made.Payload).OfType<TicketUpdated>().ToList();
        var told = updates.SelectMany(static update => update.Fields).Where(static field => field != "updated_at").ToHashSet(StringComparer.Ordinal);
        Assert.Superset(differing, told);
        if (isChangedOnce)
        {
            Assert.Equal(differing.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
            Assert.True(updates.Count == 1 && events[^1].Payload is TicketUpdated, types);
        }

        Assert.Equal(updates.Count == 0 ? before.Title : after.Title, updates.Count == 0 ? after.Title : updates[^1].Title);
        CheckAssignments(before, after, [.. events.Select(static made => made.Payload).OfType<TicketAssigned>()]);
    }

    /// <summary>From the one before to the one after without a gap.</summary>
    private static void CheckAssignments(Ticket before, Ticket after, List<TicketAssigned> assigned)
    {
        var current = before.Assignee;
        foreach (var step in assigned)
        {
            Assert.Equal(current, step.From);
            Assert.NotEqual(step.From, step.To);
            current = step.To;
        }

        Assert.Equal(after.Assignee, current);
    }

    private static void CheckSums(List<Event<BatchCommitted>> sums, IReadOnlyList<Commit> commits)
    {
        Assert.Equal(
            commits.Where(static commit => commit.Source == BatchCommits.Source).Select(static commit => commit.Position), sums.Select(static sum => sum.Data.Position));
        foreach (var sum in sums)
        {
            var changes = commits.Single(commit => commit.Position == sum.Data.Position).Changes;
            Assert.Equal(changes.Where(static change => change.Before is null).Select(static change => change.Key.Id), sum.Data.Created.Select(static id => id.Value));
            Assert.Equal(changes.Where(static change => change is { Before: not null, After: not null }).Select(static change => change.Key.Id), sum.Data.Updated.Select(static id => id.Value));
            Assert.Equal(changes.Where(static change => change.After is null).Select(static change => change.Key.Id), sum.Data.Deleted.Select(static id => id.Value));
        }
    }

    /// <summary>The fields that random batches and those who interfere change, named as in the file.</summary>
    private static HashSet<string> Differing(Ticket before, Ticket after)
    {
        (string Field, bool Differs)[] fields =
        [
            ("title", before.Title != after.Title),
            ("description", before.Description != after.Description),
            ("status", before.Status != after.Status),
            ("assignee", before.Assignee != after.Assignee),
            ("story_points", before.StoryPoints != after.StoryPoints),
            ("blocked_by", !before.BlockedBy.Equals(after.BlockedBy)),
            ("related_to", !before.RelatedTo.Equals(after.RelatedTo)),
        ];
        return fields.Where(static field => field.Differs).Select(static field => field.Field).ToHashSet(StringComparer.Ordinal);
    }
}
