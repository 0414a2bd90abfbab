using System.CommandLine;
using RepoTickets.Batch;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Progress;

namespace RepoTickets.CommandLine.Batches;

/// <summary><c>tickets batch create FILE</c>.</summary>
internal static class CreateBatchCommand
{
    private static readonly Argument<string> Source = Options.Argument(
        "FILE", "A JSON list of tickets, each with a title at least; - for standard input.");
    private static readonly Option<bool> Atomic = BatchCommands.Atomic();
    private static readonly Option<bool> NotAtomic = BatchCommands.NotAtomic();
    private static readonly Option<bool> ReuseIds = BatchCommands.ReuseIds();
    private static readonly Option<bool> DryRun = BatchCommands.DryRun();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("create", "Creates the tickets of a file.", [Source, Atomic, NotAtomic, ReuseIds, DryRun, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var mode = BatchCommands.Mode(invocation, Atomic, NotAtomic);
        using var source = await BatchCommands.OpenAsync(invocation, invocation.Get(Source)).ConfigureAwait(false);
        await BatchCommands.PrepareAsync(invocation, mode).ConfigureAwait(false);
        var files = await invocation.Session.GetFilesAsync(invocation.CancellationToken).ConfigureAwait(false);
        var result = await invocation.ShowProgressAsync(
            "planning",
            line => files.ImportAsync(
                source, ImportFormat.Create,
                new() { Mode = mode, IsDryRun = invocation.Get(DryRun), MayReuseIdentifiers = invocation.Get(ReuseIds) },
                line?.For<BatchProgress>(ProgressStep.Of), invocation.CancellationToken)).ConfigureAwait(false);
        return BatchReport.Print(invocation, invocation.Get(Format), mode, result);
    }
}
