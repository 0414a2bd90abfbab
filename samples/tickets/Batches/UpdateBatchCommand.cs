using System.CommandLine;
using RepoTickets.Batch;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Progress;

namespace RepoTickets.CommandLine.Batches;

/// <summary><c>tickets batch update FILE</c>.</summary>
internal static class UpdateBatchCommand
{
    private static readonly Argument<string> Source = Options.Argument(
        "FILE",
        "A JSON object of identifiers, each with the fields to change; LOGIN-* stands for all tickets that it matches. - for " +
        "standard input.");

    private static readonly Option<bool> Atomic = BatchCommands.Atomic();
    private static readonly Option<bool> NotAtomic = BatchCommands.NotAtomic();
    private static readonly Option<bool> DryRun = BatchCommands.DryRun();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("update", "Changes the tickets that a file names.", [Source, Atomic, NotAtomic, DryRun, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var mode = BatchCommands.Mode(invocation, Atomic, NotAtomic);
        using var source = await BatchCommands.OpenAsync(invocation, invocation.Get(Source)).ConfigureAwait(false);
        await BatchCommands.PrepareAsync(invocation, mode).ConfigureAwait(false);
        using var expanded = await Wildcards.ExpandKeysAsync(invocation, source).ConfigureAwait(false);
        var files = await invocation.Session.GetFilesAsync(invocation.CancellationToken).ConfigureAwait(false);
        var result = await invocation.ShowProgressAsync(
            "planning",
            line => files.ImportAsync(
                expanded, ImportFormat.Update, new() { Mode = mode, IsDryRun = invocation.Get(DryRun) },
                line?.For<BatchProgress>(ProgressStep.Of), invocation.CancellationToken)).ConfigureAwait(false);
        return BatchReport.Print(invocation, invocation.Get(Format), mode, result);
    }
}
