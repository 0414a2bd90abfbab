using RepoTickets.Events.Derivation;

namespace RepoTickets.Events.Tests.Derivation;

public sealed class DerivationPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Derive_RandomCommits_KeepsItsRules(int seed)
    {
        for (var round = 0; round < 300; round++)
        {
            var commitSeed = (seed * 10_000) + round;
            var commit = RandomCommit(commitSeed);
            var events = CommitEvents.Derive(commit);
            var label = $"seed {commitSeed}: {Commits.Types(events)}";
            Assert.True(events.Zip(events.Skip(1)).All(static pair => pair.First.Id < pair.Second.Id), label);
            Assert.True(events.Select(static made => made.Id).Distinct().Count() == events.Count, label);
            Assert.All(events, made =>
            {
                Assert.True(EventCatalog.Default.TryGet(made.Type, out var definition), label);
                Assert.Equal(definition.DataType, made.Payload.GetType());
            });

            // Again, and the same: what other processes derive.
            Assert.Equal(
                events.Select(static made => (made.Id, made.Type, made.Payload)),
                CommitEvents.Derive(commit).Select(static made => (made.Id, made.Type, made.Payload)));
            foreach (var change in commit.Changes)
            {
                CheckOne(change, [.. events.Where(made => made.Subject == change.Key)], label);
            }
        }
    }

    private static void CheckOne(CommittedChange change, List<Event> events, string label)
    {
        var differs = !Equals(change.Before, change.After) || !change.BeforeIsKnown;
        Assert.True(differs == events.Count > 0, $"{label} at {change.Key}");
        if (change.Before is Ticket before && change.After is Ticket after)
        {
            Assert.Equal(before.Status.IsOpen && !after.Status.IsOpen, events.OfType<Event<TicketClosed>>().Any());
            Assert.Equal(!before.Status.IsOpen && after.Status.IsOpen, events.OfType<Event<TicketReopened>>().Any());
            Assert.True(!differs || events[^1] is Event<TicketUpdated>, label);

            // Growth of a list is the least number of new items.
            Assert.True(events.OfType<Event<TicketCommented>>().Count() >= after.Comments.Count - before.Comments.Count, label);
            Assert.True(events.OfType<Event<TicketCommented>>().Count() <= after.Comments.Count, label);
        }

        if (change is { Before: null, BeforeIsKnown: true } || change.After is null)
        {
            Assert.True(events.Count <= 1, label);
        }
    }

    private static Commit RandomCommit(int seed)
    {
        var documents = new RandomDocuments(seed);
        var random = new Random(seed);
        var keys = new HashSet<DocumentKey>();
        var changes = new List<CommittedChange>();
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            var change = RandomChange(documents, random);
            if (keys.Add(change.Key))
            {
                changes.Add(change);
            }
        }

        return new(seed + 1, Commits.Noon, changes.ToValueList()) { Source = random.Next(3) == 0 ? BatchCommits.Source : "x" };
    }

    private static CommittedChange RandomChange(RandomDocuments documents, Random random)
    {
        var document = random.Next(2) == 0 ? documents.Ticket() : documents.Next();
        switch (random.Next(7))
        {
            case 0:
                return Commits.Create(document);
            case 1:
                return Commits.Delete(document);
            case 2:
                return Commits.Update(document, document with { Version = DocumentVersion.Of([1]) });
            case 3:
                var summary = document is Ticket known && random.Next(2) == 0 ? TicketSummary.From(documents.Change(known)) : null;
                return Commits.Edit(document, summary);
            case 4:
                return Commits.Lose(document.Key, null, random.Next(2) == 0 && document is Ticket);
            default:
                return document is Ticket ticket
                    ? Commits.Update(ticket, documents.Change(ticket))
                    : Commits.Update(document, Twin(documents, document));
        }
    }

    /// <summary>Another document of the same kind under the same name.</summary>
    private static Document Twin(RandomDocuments documents, Document document) => document switch
    {
        Epic epic => documents.Epic() with { Id = epic.Id },
        BacklogItem item => documents.BacklogItem() with { Id = item.Id },
        Agent agent => documents.Agent() with { Id = agent.Id },
        AgentTask task => documents.AgentTask() with { Id = task.Id },
        _ => document,
    };
}
