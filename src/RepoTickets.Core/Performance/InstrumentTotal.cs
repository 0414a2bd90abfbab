namespace RepoTickets;

/// <summary>The value of a counter or a size, over all its sets of tags. Thread-safe.</summary>
internal sealed class InstrumentTotal(string name, string unit)
{
    private readonly Lock _gate = new();
    private double _value;

    internal void Add(double value)
    {
        lock (_gate)
        {
            _value += value;
        }
    }

    internal void Set(double value)
    {
        lock (_gate)
        {
            _value = value;
        }
    }

    internal InstrumentReading Read()
    {
        lock (_gate)
        {
            return new(name, unit, _value);
        }
    }
}
