using System.Text.Json;
using RepoTickets.CommandLine.Dependencies;
using RepoTickets.Workflows;
using static RepoTickets.Cli.Tests.Reports.TestSource;

namespace RepoTickets.Cli.Tests.Dependencies;

/// <summary>What is below a ticket is shown once, however many ways lead to it.</summary>
public sealed class DependencyTreeTests
{
    [Fact]
    public void Print_TwoWaysToOneTicket_ShowsWhatIsBelowItOnce()
    {
        var dependencies = TicketDependencies.Of(
            [Waits("A-1", "B-1", "B-2"), Waits("B-1", "C-1"), Waits("B-2", "C-1"), Waits("C-1", "D-1"), Ticket("D-1")]);

        Assert.Equal(
            ["A-1", "├─ B-1", "│  └─ C-1", "│     └─ D-1", "└─ B-2", "   └─ C-1 (*)"],
            Print(dependencies, "A-1"));
        using var json = Write(dependencies, "A-1");
        var repeated = json.RootElement.GetProperty("children")[1].GetProperty("children")[0];
        Assert.Equal(("C-1", true, false, 0), (
            repeated.GetProperty("id").GetString(), repeated.GetProperty("repeated").GetBoolean(),
            repeated.GetProperty("circle").GetBoolean(), repeated.GetProperty("children").GetArrayLength()));
    }

    [Fact]
    public void Print_FortyDiamondsInARow_GrowsWithTheLinksOnly()
    {
        var tickets = new List<Ticket>();
        for (var i = 1; i <= 40; i++)
        {
            tickets.Add(Waits($"A-{i}", $"L-{i}", $"R-{i}"));
            tickets.Add(Waits($"L-{i}", $"A-{i + 1}"));
            tickets.Add(Waits($"R-{i}", $"A-{i + 1}"));
        }

        var dependencies = TicketDependencies.Of([.. tickets, Ticket("A-41")]);

        Assert.InRange(Print(dependencies, "A-1").Count, 50, dependencies.Links.Count + 1);
        using var json = Write(dependencies, "A-1");
        Assert.Equal("A-1", json.RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public void Print_LongChain_EndsWhereItSaysSo()
    {
        var dependencies = TicketDependencies.Of(Enumerable.Range(1, 5_000).Select(static i => Waits($"A-{i}", $"A-{i + 1}")));

        var lines = Print(dependencies, "A-1");

        Assert.Equal(DependencyTree.MaximumDepth + 1, lines.Count);
        Assert.EndsWith("A-51 (what is below is not shown)", lines[^1], StringComparison.Ordinal);
        using var json = Write(dependencies, "A-1");
        Assert.Contains("\"too_deep\":true", json.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>B-1 first comes where hardly anything below it is shown, and again right below the root.</summary>
    [Theory]
    [InlineData(48)]
    [InlineData(49)]
    [InlineData(50)]
    [InlineData(60)]
    public void Print_FirstMetAtTheCutAndAgainHigherUp_IsShownWholeThere(int depth)
    {
        List<Ticket> tickets = [Waits("A-1", "A-2", "B-1"), .. Enumerable.Range(2, depth - 2).Select(static i => Waits($"A-{i}", $"A-{i + 1}"))];
        var dependencies = TicketDependencies.Of([.. tickets, Waits($"A-{depth}", "B-1"), Waits("B-1", "B-2"), Waits("B-2", "B-3"), Waits("B-3", "B-4")]);

        var lines = Print(dependencies, "A-1");

        Assert.Equal(["└─ B-1", "   └─ B-2", "      └─ B-3", "         └─ B-4"], lines[^4..]);
        Assert.All(tickets.Take(50), ticket => Assert.Single(lines, line => line.EndsWith($" {ticket.Id}", StringComparison.Ordinal) || line == "A-1" && ticket.Id.Value == "A-1"));
        if (depth <= 50)
        {
            Assert.EndsWith("─ B-1 (*)", lines[depth], StringComparison.Ordinal);
        }

        using var json = Write(dependencies, "A-1");
        Assert.Equal("B-4", json.RootElement.GetProperty("children")[1].GetProperty("children")[0].GetProperty("children")[0].GetProperty("children")[0].GetProperty("id").GetString());
    }

    /// <summary>Every ticket that is less than 50 levels down has its part somewhere, once, whatever the links are.</summary>
    [Fact]
    public void Print_RandomLinks_EachPartIsShownOnceUnlessItIsTooDeepEverywhere()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(2, 120);
            var dependencies = TicketDependencies.Of(Enumerable.Range(1, count).Select(i => Waits(
                $"A-{i}", [.. Enumerable.Range(0, random.Next(3)).Select(_ => $"A-{(random.Next(4) > 0 ? Math.Min(i + 1, count) : random.Next(1, count + 1))}").Distinct()])));
            var levels = new Dictionary<TicketId, int> { [TicketId.Parse("A-1")] = 0 };
            var waiting = new Queue<TicketId>(levels.Keys);
            while (waiting.TryDequeue(out var id))
            {
                foreach (var child in dependencies.BlockersOf(id).Where(child => levels.TryAdd(child, levels[id] + 1)))
                {
                    waiting.Enqueue(child);
                }
            }

            using var json = Write(dependencies, "A-1");
            var shown = Flatten(json.RootElement).Where(static part => part.GetProperty("children").GetArrayLength() > 0)
                .Select(static part => part.GetProperty("id").GetString()!).Order(StringComparer.Ordinal);
            var expected = levels.Where(level => level.Value < DependencyTree.MaximumDepth && dependencies.BlockersOf(level.Key).Any())
                .Select(static level => level.Key.Value).Order(StringComparer.Ordinal);
            Assert.True(expected.SequenceEqual(shown), $"seed {seed}: {string.Join(' ', expected)} | {string.Join(' ', shown)}");
        }
    }

    [Fact]
    public void Print_Circle_IsCalledOne()
    {
        var dependencies = TicketDependencies.Of([Waits("A-1", "B-1"), Waits("B-1", "A-1")]);
        Assert.Equal(["A-1", "└─ B-1", "   └─ A-1 (a circle)"], Print(dependencies, "A-1"));
    }

    [Fact]
    public void Print_LeafThatComesTwice_IsNotMarked()
    {
        var dependencies = TicketDependencies.Of([Waits("A-1", "B-1", "B-2"), Waits("B-1", "C-1"), Waits("B-2", "C-1"), Ticket("C-1")]);
        Assert.Equal(["A-1", "├─ B-1", "│  └─ C-1", "└─ B-2", "   └─ C-1"], Print(dependencies, "A-1"));
    }

    private static Ticket Waits(string id, params string[] blockers) =>
        Ticket(id) with { BlockedBy = [.. blockers.Select(TicketId.Parse)] };

    /// <summary>The lines without what they say of the tickets.</summary>
    private static List<string> Print(TicketDependencies dependencies, string root)
    {
        using var output = new StringWriter();
        new DependencyTree(dependencies, dependencies.BlockersOf).Print(output, TicketId.Parse(root));
        return [.. output.ToString().TrimEnd('\n').Split('\n').Select(static line =>
            System.Text.RegularExpressions.Regex.Replace(line, @" (\[[^]]*\] .*?|\(does not exist\))(?= \((\*|a circle|what)|$)", ""))];
    }

    private static JsonDocument Write(TicketDependencies dependencies, string root)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            new DependencyTree(dependencies, dependencies.BlockersOf).Write(writer, TicketId.Parse(root));
            writer.WriteEndObject();
        }

        return JsonDocument.Parse(buffer.ToArray(), new() { MaxDepth = 256 });
    }

    private static IEnumerable<JsonElement> Flatten(JsonElement part) =>
        part.GetProperty("children").EnumerateArray().SelectMany(Flatten).Prepend(part);
}
