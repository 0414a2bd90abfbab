using System.Reflection;
using RepoTickets.Events.Derivation;

namespace RepoTickets.Events.Tests.Derivation;

public sealed class DocumentFieldsTests
{
    [Fact]
    public void Compare_EachPropertyOfATicketChangedAlone_NamesOneFieldAndAllAreNamed() =>
        CheckEachProperty(DocumentFields.Ticket, static random => random.Ticket(), 33);

    [Fact]
    public void Compare_EachPropertyOfAnEpicChangedAlone_NamesOneFieldAndAllAreNamed() =>
        CheckEachProperty(DocumentFields.Epic, static random => random.Epic(), 18);

    [Fact]
    public void Compare_EachPropertyOfABacklogItemChangedAlone_NamesOneFieldAndAllAreNamed() =>
        CheckEachProperty(DocumentFields.BacklogItem, static random => random.BacklogItem(), 24);

    [Fact]
    public void Compare_EachPropertyOfAnAgentChangedAlone_NamesOneFieldAndAllAreNamed() =>
        CheckEachProperty(DocumentFields.Agent, static random => random.Agent() with { HasClearApiKey = random.Id().Length % 2 == 0 }, 16);

    [Fact]
    public void Compare_EachPropertyOfATaskChangedAlone_NamesOneFieldAndAllAreNamed() =>
        CheckEachProperty(DocumentFields.AgentTask, static random => random.AgentTask(), 18);

    [Fact]
    public void Compare_SeveralFields_NamesThemInTheOrderOfTheFile()
    {
        var before = new RandomDocuments(3).Ticket();
        var after = before with
        {
            Comments = [],
            AcceptanceCriteriaMet = !before.AcceptanceCriteriaMet,
            Title = before.Title + "!",
            Labels = ["new"],
        };
        var expected = new List<string> { "title", "labels", "comments", "acceptance_criteria_met" };
        if (before.Comments.Count == 0)
        {
            expected.Remove("comments");
        }

        Assert.Equal(expected, DocumentFields.Ticket.Compare(before, after));
    }

    private static void CheckEachProperty<TDocument>(FieldTable<TDocument> table, Func<RandomDocuments, TDocument> make, int count)
        where TDocument : Document
    {
        const int Seed = 7;
        var random = new RandomDocuments(Seed);
        var clone = typeof(TDocument).GetMethod("<Clone>$")!;
        var named = new HashSet<string>();
        foreach (var property in typeof(TDocument)
            .GetProperties()
            .Where(static property => property.CanWrite && property.Name != nameof(Document.Version)))
        {
            var before = make(random);
            object? other;
            do
            {
                other = property.GetValue(make(random));
            }
            while (Equals(other, property.GetValue(before)));

            var after = (TDocument)clone.Invoke(before, null)!;
            property.SetValue(after, other);
            var name = Assert.Single(table.Compare(before, after));
            Assert.True(name == SnakeCase(property.Name) || name == "api_key", $"{property.Name} is named {name} (seed {Seed}).");
            named.Add(name);
            Assert.Empty(table.Compare(before, (TDocument)clone.Invoke(before, null)!));
        }

        Assert.Equal(table.Names.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        Assert.Equal(count, named.Count);
    }

    private static string SnakeCase(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
