using System.Runtime.CompilerServices;
using RepoTickets.Batch.Execution;

namespace RepoTickets.Batch.Files;

internal sealed partial class StoreTicketFiles
{
    public IAsyncEnumerable<BatchResult> ImportPartsAsync(
        Stream source, ImportFormat format, ImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options = Check(options ?? new());
        if (!IsOfLines(format))
        {
            throw new ArgumentException($"{format} is not a format of lines, so it cannot be imported in parts.", nameof(format));
        }

        if (options.Mode == BatchMode.Atomic)
        {
            throw new ArgumentException("An import in parts is best effort; what is to be atomic is imported as a whole.", nameof(options));
        }

        return ImportPartsAsync(source, format, options, _executor.NewSession(isPartOfStream: true), null, null, cancellationToken);
    }

    private async ValueTask<BatchResult> ImportAllPartsAsync(
        Stream source, ImportFormat format, ImportOptions options, IProgress<BatchProgress>? progress, CancellationToken cancellationToken)
    {
        var started = environment.TimeProvider.GetTimestamp();
        var session = _executor.NewSession(isPartOfStream: true);
        var totals = new ImportTotals();
        var references = new ImportedReferences(environment.Store);
        var isCancelled = false;
        try
        {
            var parts = ImportPartsAsync(source, format, options, session, references, progress, cancellationToken);
            await foreach (var part in parts.ConfigureAwait(false))
            {
                totals.Add(part);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isCancelled = true;
        }
        catch (Exception exception) when (exception is IOException or RepoTicketsException)
        {
            // What was committed before the source or the store failed has to be told.
            totals.AddError($"The import ended early: {Planning.Describing.Reason(exception)}");
        }

        var result = totals.Build(session.BatchId, options.IsDryRun, isCancelled, environment.TimeProvider.GetElapsedTime(started));
        return result with { DanglingReferences = await references.FindDanglingAsync().ConfigureAwait(false) };
    }

    private async IAsyncEnumerable<BatchResult> ImportPartsAsync(
        Stream source,
        ImportFormat format,
        ImportOptions options,
        BatchSession session,
        ImportedReferences? references,
        IProgress<BatchProgress>? progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var settings = await ImportSettings.ReadAsync(environment, cancellationToken).ConfigureAwait(false);
        var lines = new FileLines(source);
        var summary = BatchSummary.None(session.BatchId);
        var problems = 0;
        try
        {
            for (var hasMore = true; hasMore && problems < options.MaximumProblems;)
            {
                var imported = new ImportedBatch(options.MaximumProblems - problems);
                var reader = new ImportReader(settings, imported);
                while (hasMore && !imported.IsFull && imported.Operations.Count < environment.Options.ChunkSize)
                {
                    hasMore = await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line && Read(reader, line, format);
                }

                problems += imported.Problems.Count;
                if (imported.Operations.Count + imported.Problems.Count == 0)
                {
                    break;
                }

                var result = await ExecutePartAsync(imported, options, session, progress, cancellationToken).ConfigureAwait(false);
                references?.Note(imported.Operations, result);
                var hasEnded = result.Outcome is BatchOutcome.Cancelled or BatchOutcome.Unknown ||
                    result.Errors.Any(static error => error is { Index: < 0, Line: 0 });
                if (problems >= options.MaximumProblems && hasMore)
                {
                    result = result with { Errors = result.Errors.Add(new(-1, null, "", "", $"The file has {problems} faults up to " +
                        "here; the rest was not read (MaximumProblems).")) };
                }

                summary = summary.Plus(result);
                yield return result;
                if (hasEnded)
                {
                    break;
                }
            }
        }
        finally
        {
            // Also when the source failed or the caller has seen enough: what was committed has happened.
            await _executor.SummarizeAsync(summary).ConfigureAwait(false);
        }
    }

    private static bool Read(ImportReader reader, FileLine line, ImportFormat format)
    {
        reader.ReadLine(line, format);
        return true;
    }

    private async ValueTask<BatchResult> ExecutePartAsync(
        ImportedBatch imported, ImportOptions options, BatchSession session, IProgress<BatchProgress>? progress,
        CancellationToken cancellationToken)
    {
        var batch = BatchOf(imported, options, BatchMode.BestEffort);
        var result = imported.Locate(await _executor.ExecuteAsync(batch, session, progress, cancellationToken).ConfigureAwait(false));
        if (imported.Problems.Count == 0)
        {
            return result;
        }

        return result with
        {
            Errors = [.. imported.Problems.Select(static problem => problem with { Index = -1 }), .. result.Errors],
            Outcome = result.Outcome != BatchOutcome.Committed ? result.Outcome
                : imported.Operations.Count > 0 ? BatchOutcome.PartlyCommitted : BatchOutcome.Refused,
        };
    }
}
