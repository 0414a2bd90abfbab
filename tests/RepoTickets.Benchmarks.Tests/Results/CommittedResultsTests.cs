using System.Runtime.CompilerServices;
using System.Xml.Linq;
using RepoTickets.Benchmarks.Charts;
using RepoTickets.Benchmarks.Grouping;
using RepoTickets.Benchmarks.Results;
using RepoTickets.Benchmarks.Soak;
using RepoTickets.Benchmarks.Summary;
using RepoTickets.Benchmarks.Triage;

namespace RepoTickets.Benchmarks.Tests.Results;

public sealed class CommittedResultsTests
{
    private static readonly string Root = Path.GetFullPath(Path.Join(FolderOf(), "../../.."));
    private static readonly string Results = Path.Join(Root, "benchmarks", "results");

    [Fact]
    public void Pictures_AreDrawnFromTheCommittedResults()
    {
        foreach (var (name, text) in ChartsCommand.Draw(Results))
        {
            Assert.Equal("svg", XDocument.Parse(text).Root!.Name.LocalName);
            Assert.True(
                File.ReadAllText(Path.Join(Root, "docs", "pictures", name)) == text,
                $"docs/pictures/{name} is not what the results say: dotnet run -c Release --project benchmarks/RepoTickets.Benchmarks " +
                "-- charts");
            Assert.Contains($"pictures/{name}", ReadPage(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("summary.json")]
    [InlineData("comparison.json")]
    public void Tables_OfThePageOnPerformance_AreThoseOfTheResults(string file) =>
        Assert.Contains(
            SummaryTable.Write(ResultFile.Read<SummaryResult>(Path.Join(Results, file)).Rows), ReadPage(), StringComparison.Ordinal);

    [Fact]
    public void TableOfTriage_OfThePageOnPerformance_IsThatOfTheResult()
    {
        var rows = ResultFile.Read<TriageMatrixResult>(Path.Join(Results, "triage.json")).Rows;
        Assert.Equal(
            from logs in (int[])[10, 50, 100, 1_000] from workers in (int[])[1, 3, 5, 10, 20] select (logs, workers),
            rows.Select(static row => (row.Logs, row.Workers)));
        Assert.Contains(TriageTable.Write(rows), ReadPage(), StringComparison.Ordinal);
    }

    [Fact]
    public void TableOfGrouping_OfThePageOnPerformance_IsThatOfTheResult() => Assert.Contains(
        GroupingTable.Write(ResultFile.Read<GroupingResult>(Path.Join(Results, "grouping.json"))), ReadPage(), StringComparison.Ordinal);

    [Theory]
    [InlineData(0.704, 0.64, true)]
    [InlineData(0.705, 0.64, false)]
    public void Met_TriageOverItsIdeal_ByATenthAtMost(double seconds, double ideal, bool met) =>
        Assert.Equal(met, new TriageRow(100, 5, 5, seconds, ideal, ideal, 1, 0, 0, 0, 0).Met);

    [Theory]
    [InlineData(1_300_000, 0, true)]
    [InlineData(1_299_999, 0, false)]
    [InlineData(1_300_000, 1, false)]
    public void Met_GroupingRateAndBytes_MustBothBeReached(double rate, double bytes, bool met) =>
        Assert.Equal(met, new GroupingRow("", 1, 1, rate, rate, bytes, 1_300_000, 0).Met);

    [Fact]
    public void Table_OfTheReadMe_IsThatOfTheResults() => Assert.Contains(
        SummaryTable.Write(ResultFile.Read<SummaryResult>(Path.Join(Results, "summary.json")).Rows),
        File.ReadAllText(Path.Join(Root, "README.md")), StringComparison.Ordinal);

    [Fact]
    public void Soak_ThatIsCommitted_RanHalfAnHourWithKillsAndFoundNothing()
    {
        var soak = ResultFile.Read<SoakResult>(Path.Join(Results, "soak-30-minutes.json"));
        Assert.True(soak.Minutes >= 30 && soak.Kills > 50, $"{soak.Minutes} minutes, {soak.Kills} kills");
        Assert.Equal(0, soak.FindingCount);
    }

    [Theory]
    [InlineData(1e-3, 0.1, 100, null, true)]
    [InlineData(1e-3, 0.0999, 100, null, false)]
    [InlineData(1e-3, 1, 100, 1e-3, true)]
    [InlineData(2e-3, 1, 100, 1e-3, false)]
    public void Met_RatioAndTime_MustBothBeReached(double ours, double baseline, double ratio, double? seconds, bool met) =>
        Assert.Equal(met, new SummaryRow("", ours, "", baseline, ratio, seconds, 1).Met);

    [Theory]
    [InlineData(55e-9, "55.0 ns")]
    [InlineData(0.0012, "1.20 ms")]
    [InlineData(3.5, "3.50 s")]
    [InlineData(250e-6, "250 µs")]
    public void Time_Seconds_HaveAUnitThatFits(double seconds, string text) => Assert.Equal(text, Quantity.Time(seconds));

    private static string ReadPage() => File.ReadAllText(Path.Join(Root, "docs", "performance.md"));

    private static string FolderOf([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
