using System.CommandLine;
using RepoTickets.Batch;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Importing;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Progress;

namespace RepoTickets.CommandLine.Batches;

/// <summary>
/// <c>tickets import FILE</c>: what <c>export</c> wrote, of any length; with <c>--from</c>, the issues of another program.
/// </summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Source = Options.Argument(
        "FILE",
        "What export wrote, as JSON or JSON Lines; with --from, a file of the other program, its folder, or its repository; - for " +
        "standard input.");
    private static readonly Option<string?> From = MakeFrom();
    private static readonly Option<bool> Lines = Options.Flag(
        "A ticket a line. The default for files whose name ends in .jsonl.", "--lines");
    private static readonly Option<bool> Atomic = BatchCommands.Atomic();
    private static readonly Option<bool> NotAtomic = BatchCommands.NotAtomic();
    private static readonly Option<bool> ReuseIds = BatchCommands.ReuseIds();
    private static readonly Option<bool> DryRun = BatchCommands.DryRun();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define(
            "import", "Creates the tickets of an export, or of the issues of another program.",
            [Source, From, Lines, Atomic, NotAtomic, ReuseIds, DryRun, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var mode = BatchCommands.Mode(invocation, Atomic, NotAtomic);
        var path = invocation.Get(Source);
        if (invocation.Get(From) is { } program)
        {
            return invocation.Get(Lines)
                ? throw CommandFailedException.Usage("--from and --lines exclude each other: each program has a form of its own.")
                : await ForeignImport.RunAsync(
                    invocation, program, path, mode, invocation.Get(DryRun), invocation.Get(Format)).ConfigureAwait(false);
        }

        var format = invocation.Get(Lines) || path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
            ? ImportFormat.CreateLines
            : ImportFormat.Create;
        using var source = await BatchCommands.OpenAsync(invocation, path).ConfigureAwait(false);
        await BatchCommands.PrepareAsync(invocation, mode).ConfigureAwait(false);
        var files = await invocation.Session.GetFilesAsync(invocation.CancellationToken).ConfigureAwait(false);
        var result = await invocation.ShowProgressAsync(
            "planning",
            line => files.ImportAsync(
                source, format,
                new() { Mode = mode, IsDryRun = invocation.Get(DryRun), MayReuseIdentifiers = invocation.Get(ReuseIds) },
                line?.For<BatchProgress>(ProgressStep.Of), invocation.CancellationToken)).ConfigureAwait(false);
        return BatchReport.Print(invocation, invocation.Get(Format), mode, result);
    }

    private static Option<string?> MakeFrom()
    {
        var option = new Option<string?>("--from")
        {
            Description = $"The program whose issues these are: {string.Join(", ", ForeignSources.Names)}. Those that were imported " +
                "before are left out.",
            HelpName = "PROGRAM",
        };
        option.AcceptOnlyFromAmong(ForeignSources.Names);
        return option;
    }
}
