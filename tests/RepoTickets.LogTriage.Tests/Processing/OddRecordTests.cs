using System.Text;
using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Processing;

/// <summary>
/// Records that a careless step would throw at. A run ends at what it cannot group and begins there again, so that one such record would
/// be the end of triage.
/// </summary>
[Collection("alone")]
public sealed class OddRecordTests
{
    private const string Half = "\uD83D";

    [Fact]
    public async Task ProcessAsync_NamesOfFieldsThatAreTheSameWhenCut_AreAllKept()
    {
        var bench = new Bench();
        var name = new string('n', 256);
        var entry = Bench.Entry("Fault a happened") with
        {
            Attributes = new Dictionary<string, string> { [name + "1"] = "one", [name + "2"] = "two", [name + "3"] = "three" },
        };

        var result = await bench.RunAsync(entry);

        Assert.Null(result.Error);
        var text = Assert.Single(bench.Target.Tickets).Draft.Description;
        Assert.All(["one", "two", "three"], value => Assert.Contains($": `{value}`\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ProcessAsync_HalvesOfCharactersInEveryField_AreFiledAndKeptAmongTheDeadLetters()
    {
        var bench = new Bench();
        bench.Analyzer.Before = static (group, _) =>
            group.First.Message.Contains(" b ", StringComparison.Ordinal) ? throw new LogAnalysisException(Half) : default;

        var result = await bench.RunAsync([.. Bench.Distinct(2).Select(static entry => entry with
        {
            Message = entry.Message + Half, Service = Half, Environment = Half, Logger = Half, Thread = Half, Detail = Half,
            ExceptionType = "E" + Half, StackTrace = Half, Attributes = new Dictionary<string, string> { [Half] = Half },
        })]);

        Assert.Null(result.Error);
        Assert.Equal([TriageDecision.Created, TriageDecision.DeadLettered], result.Outcomes.Select(static outcome => outcome.Decision).Order());
        Assert.Contains("Fault a happened", Assert.Single(bench.Target.Tickets).Draft.Description, StringComparison.Ordinal);
        Assert.Contains(
            "Fault b happened",
            Encoding.UTF8.GetString(bench.Files.ReadFile("/state/dead.jsonl", 1 << 20)!.Value.Bytes), StringComparison.Ordinal);
    }
}
