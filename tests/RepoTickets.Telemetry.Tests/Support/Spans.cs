using System.Diagnostics;

namespace RepoTickets.Telemetry.Tests;

/// <summary>Listens to the spans of RepoTickets in the whole process.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly List<Activity> _all = [];

    internal Spans()
    {
        _listener = new()
        {
            ShouldListenTo = static source => source.Name.StartsWith("RepoTickets.", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (_all)
                {
                    _all.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    internal IReadOnlyList<Activity> All
    {
        get
        {
            lock (_all)
            {
                return [.. _all];
            }
        }
    }

    internal IReadOnlyList<Activity> Of(string name) => [.. All.Where(span => span.OperationName == name)];

    public void Dispose() => _listener.Dispose();
}
