using System.Diagnostics.Metrics;

namespace RepoTickets.Telemetry.Tests;

/// <summary>One measurement as a listener gets it.</summary>
internal sealed record Measured(string Name, double Value, IReadOnlyDictionary<string, object?> Tags, string? Composition)
{
    internal string? Outcome => Tags.GetValueOrDefault("repotickets.outcome") as string;

    internal string? Operation => Tags.GetValueOrDefault("repotickets.operation") as string;

    internal string? Error => Tags.GetValueOrDefault("error.type") as string;
}

/// <summary>Listens to the meters of one composition.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<Measured> _all = [];

    internal Measurements(object scope)
    {
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, scope))
            {
                lock (_all)
                {
                    Instruments.Add(instrument);
                }

                self.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    internal List<Instrument> Instruments { get; } = [];

    internal IReadOnlyList<Measured> All
    {
        get
        {
            lock (_all)
            {
                return [.. _all];
            }
        }
    }

    internal IReadOnlyList<Measured> Of(string name) => [.. All.Where(measured => measured.Name == name)];

    internal double Collect(string name)
    {
        lock (_all)
        {
            _all.RemoveAll(measured => measured.Name == name);
        }

        _listener.RecordObservableInstruments();
        return Of(name).Sum(static measured => measured.Value);
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var measured = new Measured(instrument.Name, value, tags.ToArray().ToDictionary(static tag => tag.Key, static tag => tag.Value),
            instrument.Meter.Tags?.FirstOrDefault(static tag => tag.Key == "repotickets.composition").Value as string);
        lock (_all)
        {
            _all.Add(measured);
        }
    }
}
