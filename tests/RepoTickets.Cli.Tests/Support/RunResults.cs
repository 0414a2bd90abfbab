using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Support;

internal static class RunResults
{
    internal static async Task<RunResult> Succeeds(this Task<RunResult> run) => (await run).Answers(ExitCodes.Success);

    internal static async Task<RunResult> Answers(this Task<RunResult> run, int exitCode) => (await run).Answers(exitCode);
}
