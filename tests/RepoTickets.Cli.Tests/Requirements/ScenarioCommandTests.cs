using System.Text;
using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Requirements;

public sealed class ScenarioCommandTests
{
    private const string Three = "Scenario: One\n  Given a\nScenario: Two\n  When b\nScenario: Three\n  Then c\n";

    [Theory]
    [InlineData("", false)]
    [InlineData("Feature: nothing in it\n", false)]
    [InlineData("", true)]
    public async Task Gherkin_OfAFileWithoutScenarios_IsRefused(string text, bool hasOlder)
    {
        using var repository = await WithTicketAsync();
        if (hasOlder)
        {
            await repository.RunAsync("requirements", "gherkin", "LOGIN-1", "--title", "Older", "--given", "x").Succeeds();
        }

        var refused = await repository.RunAsync("requirements", "gherkin", "LOGIN-1", "--file", repository.Write("empty.feature", text)).Answers(ExitCodes.Usage);

        Assert.Contains("has no scenario", refused.Error, StringComparison.Ordinal);
        Assert.Empty(refused.Output);
    }

    [Fact]
    public async Task Gherkin_OfSeveralScenarios_TellsAllTheirIds()
    {
        using var repository = await WithTicketAsync();
        await repository.RunAsync("requirements", "gherkin", "LOGIN-1", "--title", "Older", "--given", "x").Succeeds();
        var file = repository.Write("three.feature", Three);

        var told = (await repository.RunAsync("requirements", "gherkin", "LOGIN-1", "--file", file).Succeeds()).Output;
        var json = (await repository.RunAsync("requirements", "gherkin", "LOGIN-1", "--file", file, "--format", "json").Succeeds()).Json;

        var scenarios = (await repository.RunAsync("show", "LOGIN-1", "--format", "json").Succeeds()).Json
            .GetProperty("item").GetProperty("gherkin_scenarios").EnumerateArray().Select(static item => item.GetProperty("id").GetString()!).ToList();
        Assert.Equal(7, scenarios.Count);
        Assert.Contains($"Added scenarios {scenarios[1]}, {scenarios[2]}, {scenarios[3]} to ticket LOGIN-1", told, StringComparison.Ordinal);
        Assert.Equal(scenarios[4..], json.GetProperty("scenario_ids").EnumerateArray().Select(static id => id.GetString()!));
        Assert.Equal(scenarios[4], json.GetProperty("scenario_id").GetString());
    }

    [Fact]
    public async Task Gherkin_OfStandardInput_ReadsIt()
    {
        using var repository = await WithTicketAsync();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Three));
        (await TestRun.RunAsync(repository.Folder, ["requirements", "gherkin", "LOGIN-1", "--file", "-"], input)).Answers(ExitCodes.Success);
        Assert.Contains("0 of 3 passing", (await repository.RunAsync("requirements", "list", "LOGIN-1").Succeeds()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gherkin_LongerThanIsRead_IsRefused()
    {
        using var repository = await WithTicketAsync();
        using var input = new MemoryStream(new byte[(1 << 20) + 1]);
        var refused = (await TestRun.RunAsync(repository.Folder, ["requirements", "gherkin", "LOGIN-1", "--file", "-"], input)).Answers(ExitCodes.Usage);
        Assert.Contains("1048577 bytes", refused.Error, StringComparison.Ordinal);
    }

    /// <summary>Gherkin has a background once in a feature, before its scenarios.</summary>
    [Theory]
    [InlineData("Background:\nGiven the server runs\n  | name |\n  | one  |\nAnd the table is empty\n" + Three, true)]
    [InlineData("Scenario: One\nBackground:\n  Given the server runs\nGiven a\nScenario: Two\nWhen b\n", false)]
    public async Task List_AsGherkin_IsValidAndGivesTheSameScenarios(string text, bool hasOneBackground)
    {
        using var repository = await WithTicketAsync();
        await repository.RunAsync("create", "Other").Succeeds();
        await repository.RunAsync("requirements", "gherkin", "LOGIN-1", "--file", repository.Write("a.feature", text)).Succeeds();

        var written = (await repository.RunAsync("requirements", "list", "LOGIN-1", "--format", "gherkin").Succeeds()).Output;
        await repository.RunAsync("requirements", "gherkin", "OTHER-1", "--file", repository.Write("b.feature", written)).Succeeds();
        var again = (await repository.RunAsync("requirements", "list", "OTHER-1", "--format", "gherkin").Succeeds()).Output;

        Assert.StartsWith("Feature: LOGIN-1 Login\n", written, StringComparison.Ordinal);
        Assert.Equal(hasOneBackground ? 1 : 0, written.Split("Background:").Length - 1);
        Assert.True(written.IndexOf("Background:", StringComparison.Ordinal) < written.IndexOf("Scenario:", StringComparison.Ordinal));
        Assert.Contains("Given the server runs\n", written, StringComparison.Ordinal);
        Assert.Equal(written[written.IndexOf('\n')..], again[again.IndexOf('\n')..]);
    }

    private static async Task<TestRepository> WithTicketAsync()
    {
        var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Login").Succeeds();
        return repository;
    }
}
