using System.CommandLine;
using RepoTickets.Batch;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Progress;
using RepoTickets.Storage;

namespace RepoTickets.CommandLine.Batches;

/// <summary><c>tickets batch delete ID…</c>: asks first.</summary>
internal static class DeleteBatchCommand
{
    private static readonly Argument<string[]> Ids = new("ID")
    {
        Description = "Tickets; LOGIN-* stands for all that it matches.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Atomic = BatchCommands.Atomic();
    private static readonly Option<bool> NotAtomic = BatchCommands.NotAtomic();
    private static readonly Option<bool> DryRun = BatchCommands.DryRun();
    private static readonly Option<bool> Confirm = new("--confirm") { Description = "Asks before anything is deleted. The default." };
    private static readonly Option<bool> NoConfirm = Options.Flag("Does not ask, as --yes.", "--no-confirm");
    private static readonly Option<bool> Clean = Options.Flag(
        "Removes the references of other documents to them, and their tasks that have ended, in the same commit.", "--clean");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "delete", "Deletes tickets.", [Ids, Atomic, NotAtomic, DryRun, Confirm, NoConfirm, Clean, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if (invocation.Get(Confirm) && invocation.Get(NoConfirm))
        {
            throw CommandFailedException.Usage("--confirm and --no-confirm exclude each other: give one of them.");
        }

        var mode = BatchCommands.Mode(invocation, Atomic, NotAtomic);
        invocation.Session.DeletionPolicy = invocation.Get(Clean) ? DeletionPolicy.Clean : DeletionPolicy.Refuse;
        await BatchCommands.PrepareAsync(invocation, mode).ConfigureAwait(false);
        var ids = await Wildcards.ExpandAsync(invocation, invocation.Get(Ids)).ConfigureAwait(false);
        if (!invocation.Get(NoConfirm) && !invocation.Get(DryRun))
        {
            await invocation.ConfirmAsync(
                $"Delete {Texts.Count(ids.Count, "ticket")} ({string.Join(", ", ids.Take(10))}" +
                $"{(ids.Count > 10 ? ", …" : "")})?").ConfigureAwait(false);
        }

        var batch = new TicketBatch(ids.Select(static id => BatchOperation.Delete(id))) { Mode = mode, IsDryRun = invocation.Get(DryRun) };
        var executor = await invocation.Session.GetBatchesAsync(invocation.CancellationToken).ConfigureAwait(false);
        var result = await invocation.ShowProgressAsync(
            "planning",
            line => executor.ExecuteAsync(
                batch, line?.For<BatchProgress>(ProgressStep.Of), invocation.CancellationToken)).ConfigureAwait(false);
        var exitCode = BatchReport.Print(invocation, invocation.Get(Format), mode, result);
        return exitCode == ExitCodes.Usage && await AreMissingAsync(invocation, result).ConfigureAwait(false)
            ? ExitCodes.NotFound
            : exitCode;
    }

    /// <summary>Nothing is wrong but that tickets are not there.</summary>
    private static async ValueTask<bool> AreMissingAsync(Invocation invocation, BatchResult result)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        foreach (var error in result.Errors)
        {
            if (!TicketId.TryParse(error.Id, out var id) ||
                await store.GetAsync(id, invocation.CancellationToken).ConfigureAwait(false) is not null)
            {
                return false;
            }
        }

        return result.Errors.Count > 0;
    }
}
