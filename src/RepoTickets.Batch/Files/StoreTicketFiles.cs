using System.Globalization;
using RepoTickets.Batch.Execution;

namespace RepoTickets.Batch.Files;

/// <summary>Imports and exports on a store.</summary>
internal sealed partial class StoreTicketFiles(BatchEnvironment environment) : ITicketFiles
{
    private readonly StoreBatchExecutor _executor = new(environment);

    public ValueTask<BatchResult> ImportAsync(
        Stream source,
        ImportFormat format,
        ImportOptions? options = null,
        IProgress<BatchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options = Check(options ?? new());
        return !Enum.IsDefined(format)
            ? throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format.")
            : environment.Telemetry.Operations.RunAsync(
                BatchTelemetry.Import, _ => ImportCoreAsync(source, format, options, progress, cancellationToken));
    }

    private async ValueTask<BatchResult> ImportCoreAsync(
        Stream source, ImportFormat format, ImportOptions options, IProgress<BatchProgress>? progress, CancellationToken cancellationToken)
    {
        var started = environment.TimeProvider.GetTimestamp();
        var isBestEffort = (options.Mode ?? environment.Options.Mode) == BatchMode.BestEffort;
        if (IsOfLines(format) && isBestEffort)
        {
            return await ImportAllPartsAsync(source, format, options, progress, cancellationToken).ConfigureAwait(false);
        }

        var session = _executor.NewSession();
        var imported = new ImportedBatch(options.MaximumProblems);
        try
        {
            await ReadAllAsync(source, format, imported, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new() { BatchId = session.BatchId, Outcome = BatchOutcome.Cancelled, IsDryRun = options.IsDryRun };
        }

        if (imported.Problems.Count > 0 && !(isBestEffort && imported.IsRestUsable))
        {
            return new()
            {
                BatchId = session.BatchId,
                Outcome = options.IsDryRun ? BatchOutcome.Planned : BatchOutcome.Refused,
                IsDryRun = options.IsDryRun,
                Errors = imported.Problems.ToValueList(),
                Duration = environment.TimeProvider.GetElapsedTime(started),
            };
        }

        var result = isBestEffort
            ? await ExecutePartAsync(imported, options, session, progress, cancellationToken).ConfigureAwait(false)
            : imported.Locate(
                await _executor.ExecuteAsync(BatchOf(imported, options), session, progress, cancellationToken).ConfigureAwait(false));
        var references = new ImportedReferences(environment.Store);
        references.Note(imported.Operations, result);
        return result with
        {
            DanglingReferences = await references.FindDanglingAsync().ConfigureAwait(false),
            Duration = environment.TimeProvider.GetElapsedTime(started),
        };
    }

    private async ValueTask ReadAllAsync(Stream source, ImportFormat format, ImportedBatch imported, CancellationToken cancellationToken)
    {
        var settings = await ImportSettings.ReadAsync(environment, cancellationToken).ConfigureAwait(false);
        var reader = new ImportReader(settings, imported);
        if (!IsOfLines(format))
        {
            if (await WholeFile.ReadAsync(
                source, environment.Options.MaximumFileBytes, cancellationToken).ConfigureAwait(false) is { } text)
            {
                reader.ReadFile(text, format);
            }
            else
            {
                imported.AddProblem(
                    default, "",
                    $"The file is longer than {environment.Options.MaximumFileBytes} bytes (MaximumFileBytes). Use JSON Lines.");
            }

            return;
        }

        var lines = new FileLines(source);

        // One more than an atomic batch can hold is enough to have it refused; a longer file is not read into memory.
        while (!imported.IsFull && imported.Operations.Count <= ChangeSet.MaximumChanges
            && await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            reader.ReadLine(line, format);
        }

        if (imported.Operations.Count > ChangeSet.MaximumChanges)
        {
            // Operations that change nothing do not count in a commit, so the batch alone would not be refused, and the rest be left out.
            imported.AddProblem(default, "", string.Create(
                CultureInfo.InvariantCulture,
                $"The file has more than {ChangeSet.MaximumChanges:N0} operations; import it best-effort, or in parts."));
        }
    }

    private static TicketBatch BatchOf(ImportedBatch imported, ImportOptions options, BatchMode? mode = null) => new(imported.Operations)
    {
        Mode = mode ?? options.Mode,
        ConflictPolicy = options.ConflictPolicy,
        IsDryRun = options.IsDryRun,
        MayReuseIdentifiers = options.MayReuseIdentifiers,
    };

    private static bool IsOfLines(ImportFormat format) =>
        format is ImportFormat.CreateLines or ImportFormat.UpdateLines or ImportFormat.DeleteLines;

    private static ImportOptions Check(ImportOptions options) => options.MaximumProblems is >= 1 and <= 10_000
        ? options
        : throw new ArgumentException(
            $"{nameof(ImportOptions.MaximumProblems)} is {options.MaximumProblems}; it must be within 1 to 10000.", nameof(options));
}
