using RepoTickets.Batch;
using RepoTickets.CommandLine.Batches;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Progress;

namespace RepoTickets.CommandLine.Importing;

/// <summary>Imports issues of another program: reads all of it first, and writes nothing when anything in it is wrong.</summary>
internal static class ForeignImport
{
    private const int MostFaultsShown = 50;
    private const string StandardInput = "standard input";

    internal static async Task<int> RunAsync(
        Invocation invocation, string source, string path, BatchMode mode, bool isDryRun, string? format)
    {
        var (reading, files) = await ReadAsync(invocation, source, path).ConfigureAwait(false);
        Refuse(invocation, reading, files);
        await BatchCommands.PrepareAsync(invocation, mode).ConfigureAwait(false);
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var existing = await store.ListSummariesAsync(cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
        var origin = await store.GetOriginAsync(invocation.CancellationToken).ConfigureAwait(false);
        var plan = new ForeignPlan(reading, existing, origin, new IdentifierGenerator(), invocation.Terminal.Time);
        if (mode == BatchMode.Atomic && plan.Operations.Count > ChangeSet.MaximumChanges)
        {
            throw CommandFailedException.Usage(
                $"These are {plan.Operations.Count} issues, and {ChangeSet.MaximumChanges} can be imported at once. With --no-atomic " +
                "they are imported in parts.");
        }

        var batches = await invocation.Session.GetBatchesAsync(invocation.CancellationToken).ConfigureAwait(false);
        var result = await invocation.ShowProgressAsync(
            "planning",
            line => batches.ExecuteAsync(
                new(plan.Operations) { Mode = mode, IsDryRun = isDryRun, MayReuseIdentifiers = true },
                line?.For<BatchProgress>(ProgressStep.Of), invocation.CancellationToken)).ConfigureAwait(false);
        return ForeignReport.Print(invocation, format, source, plan, mode, Placed(result, plan));
    }

    private static async Task<(ForeignReading Reading, List<ForeignFile> Files)> ReadAsync(
        Invocation invocation, string source, string path)
    {
        var whole = new ForeignReading();
        List<ForeignFile> files = [];
        if (path == "-")
        {
            using var input = await BatchCommands.OpenAsync(invocation, path).ConfigureAwait(false);
            var bytes = ((MemoryStream)input).ToArray();
            if (bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
            {
                throw CommandFailedException.Usage(
                    "Standard input is empty: pipe what is to be imported into the command, or give a file.");
            }

            whole.Try(() => files.Add(new(StandardInput, bytes)));
        }
        else
        {
            var full = Path.GetFullPath(path, Path.GetFullPath(invocation.Terminal.CurrentFolder));
            files = ForeignFiles.Read(whole, ForeignSources.Find(source, full), full);
        }

        var reading = ForeignSources.Reader(source).Read(files);
        reading.Faults.AddRange(whole.Faults);
        reading.Check();
        return (reading, files);
    }

    /// <exception cref="CommandFailedException">Something in the files is wrong.</exception>
    private static void Refuse(Invocation invocation, ForeignReading reading, IReadOnlyList<ForeignFile> files)
    {
        if (reading.Faults.Count == 0)
        {
            return;
        }

        foreach (var fault in reading.Ordered(files).Take(MostFaultsShown))
        {
            invocation.Note($"tickets: {fault.Place}: {fault.Message}");
        }

        if (reading.Faults.Count > MostFaultsShown)
        {
            invocation.Note($"… and {reading.Faults.Count - MostFaultsShown} more.");
        }

        throw CommandFailedException.Usage(
            $"{Texts.Count(reading.Faults.Count, "fault")} in what was to be imported, so nothing was. Mend it there and import again.");
    }

    /// <summary>Errors of the batch are about issues, which stand in files.</summary>
    private static BatchResult Placed(BatchResult result, ForeignPlan plan) => result with
    {
        Errors = result.Errors.Select(error => error.Index >= 0 && error.Index < plan.Issues.Count
            ? error with
            {
                Line = plan.Issues[error.Index].Place.Line,
                Column = plan.Issues[error.Index].Place.Column,
                Reason = $"{plan.Issues[error.Index].Place.File}: {error.Reason}",
            }
            : error).ToValueList(),
    };
}
