using System.Text.Json;

namespace RepoTickets.Cli.Tests.Support;

/// <summary>What a command answered.</summary>
internal sealed record RunResult(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as one JSON object; fails when anything else stands there.</summary>
    internal JsonElement Json => JsonDocument.Parse(Output).RootElement;

    internal IEnumerable<string> Ids =>
        Json.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("id").GetString()!);

    internal RunResult Answers(int exitCode)
    {
        Assert.True(exitCode == ExitCode, $"'{CommandLine}' answered {ExitCode} instead of {exitCode}.\n{Output}\n{Error}");
        return this;
    }
}
