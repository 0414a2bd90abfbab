using System.CommandLine;
using RepoTickets.Batch;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Batches;

/// <summary><c>tickets batch create|update|delete</c>.</summary>
internal static class BatchCommands
{
    internal static Command Build(CommandFrame frame) => new("batch", "Many tickets at once.")
    {
        CreateBatchCommand.Build(frame),
        UpdateBatchCommand.Build(frame),
        DeleteBatchCommand.Build(frame),
    };

    internal static Option<bool> Atomic() => new("--atomic") { Description = "All or nothing. The default." };

    internal static Option<bool> NotAtomic() =>
        Options.Flag("As far as it goes: what is right is done, what is wrong is named.", "--no-atomic");

    internal static Option<bool> DryRun() => Options.Flag("Checks everything and writes nothing.", "--dry-run");

    internal static Option<bool> ReuseIds() => Options.Flag(
        "Takes identifiers of tickets that were deleted, too: for a file that brings them back. What still names them means the new ones.",
        "--reuse-ids");

    /// <summary>Whether all or nothing is wanted.</summary>
    internal static BatchMode Mode(Invocation invocation, Option<bool> atomic, Option<bool> notAtomic)
    {
        if (invocation.Get(atomic) && invocation.Get(notAtomic))
        {
            throw CommandFailedException.Usage("--atomic and --no-atomic exclude each other: give one of them.");
        }

        return invocation.Get(notAtomic) ? BatchMode.BestEffort : BatchMode.Atomic;
    }

    /// <summary>A file's content; <c>-</c> is standard input.</summary>
    internal static async ValueTask<Stream> OpenAsync(Invocation invocation, string path)
    {
        if (path == "-")
        {
            // Reading from a terminal or a pipe cannot be cancelled, but waiting for it can.
            var input = invocation.Terminal.OpenInputStream();
            return await Task.Run(() => BoundedInput.Read(input, "Standard input"), CancellationToken.None).WaitAsync(
                invocation.CancellationToken).ConfigureAwait(false);
        }

        var full = Path.GetFullPath(path, Path.GetFullPath(invocation.Terminal.CurrentFolder));
        if (!File.Exists(full))
        {
            throw CommandFailedException.NotFound(
                $"There is no file '{Printing.SafeText.Line(full, 300)}'. Give a path, or - for standard input.");
        }

        // Whoever opens a pipe waits for somebody to write to it, and cannot be called off.
        BoundedInput.LengthOf(full);
        return File.OpenRead(full);
    }

    /// <summary>Prepares the session for a batch: a batch in parts publishes its end, which has to reach the log.</summary>
    internal static async ValueTask PrepareAsync(Invocation invocation, BatchMode mode)
    {
        if (mode == BatchMode.BestEffort)
        {
            await invocation.Session.StartEventsAsync(invocation.CancellationToken).ConfigureAwait(false);
        }

        await invocation.StoreForChangeAsync().ConfigureAwait(false);
    }
}
