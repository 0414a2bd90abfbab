using Microsoft.Extensions.Logging;

namespace RepoTickets.Batch.Files;

/// <summary>Tells the caller how far an export is, and survives what the caller's handler does.</summary>
internal sealed class ExportReporter(IProgress<ExportProgress>? progress, int total, ILogger logger)
{
    private const int Interval = 100;

    private IProgress<ExportProgress>? _progress = progress;

    internal void Report(int done)
    {
        if (done % Interval != 0 && done != total)
        {
            return;
        }

        try
        {
            _progress?.Report(new(done, total));
        }
#pragma warning disable CA1031 // A handler that throws must not cut a file short; it is logged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ExportProgressFailed(logger, exception);
            _progress = null;
        }
    }
}
