using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RepoTickets.LogTriage.Tests.Support;

/// <summary>Counts attempts at groups as telemetry tells them, of everything that runs meanwhile.</summary>
internal sealed class Attempts : IDisposable
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();
    private int _parts;
    private int _measured;

    internal Attempts()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == TriageTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => Interlocked.Add(ref _parts, activity.OperationName == TriageOperations.Attempt.Name ? 1 : 0),
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "repotickets.triage.operation.duration")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
            {
                Interlocked.Add(ref _measured, tag.Value is "triage.attempt" ? 1 : 0);
            }
        });
        _meters.Start();
    }

    /// <summary>Spans: an attempt that waits in between has several.</summary>
    internal int Parts => _parts;

    internal int Measured => _measured;

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }
}
