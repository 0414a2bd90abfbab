using Microsoft.Extensions.Logging;

namespace RepoTickets.Storage.Maintenance;

/// <summary>
/// Tells the caller how far maintenance is, and survives what the caller's handler does. Files are counted on any thread; the handler is
/// called by one at a time, and never waited for by the others.
/// </summary>
internal sealed class MaintenanceReporter(IProgress<MaintenanceProgress>? progress, ILogger logger)
{
    private const int Interval = 100;

    private IProgress<MaintenanceProgress>? _progress = progress;
    private MaintenancePhase _phase;
    private int _total;
    private int _done;
    private int _isTelling;

    /// <summary>Begins a phase. Nobody counts meanwhile.</summary>
    internal void Begin(MaintenancePhase phase, int total = 0)
    {
        (_phase, _total, _done) = (phase, total, 0);
        Tell();
    }

    /// <summary>Counts a file.</summary>
    internal void Count()
    {
        var done = Interlocked.Increment(ref _done);
        if (done % Interval == 0 && Interlocked.Exchange(ref _isTelling, 1) == 0)
        {
            Tell();
            Volatile.Write(ref _isTelling, 0);
        }
    }

    /// <summary>Ends all of it, with the figures of the last phase. Nobody counts any more.</summary>
    internal void Finish()
    {
        _phase = MaintenancePhase.Finished;
        Tell();
    }

    private void Tell()
    {
        try
        {
            _progress?.Report(new(Volatile.Read(ref _done), _total, _phase));
        }
#pragma warning disable CA1031 // A handler that throws must not stop a repair halfway; it is logged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ProgressFailed(logger, exception);
            _progress = null;
        }
    }
}
