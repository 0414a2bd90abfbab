namespace RepoTickets.Batch.Execution;

/// <summary>Tells the caller how far the batch is, and survives what the caller's handler does.</summary>
internal sealed class ProgressReporter(
    IProgress<BatchProgress>? progress, int total, string batchId, Microsoft.Extensions.Logging.ILogger logger)
{
    private const int Interval = 100;
    private IProgress<BatchProgress>? _progress = progress;
    private int _lastReported;

    internal void Report(int done, BatchPhase phase)
    {
        _lastReported = done;
        try
        {
            _progress?.Report(new(done, total, phase));
        }
#pragma warning disable CA1031 // A handler that throws must not decide whether a batch is committed; it is logged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ProgressFailed(logger, batchId, exception);
            _progress = null;
        }
    }

    internal void ReportNowAndThen(int done, BatchPhase phase)
    {
        if (done >= _lastReported + Interval || done == total || done < _lastReported)
        {
            Report(done, phase);
        }
    }
}
