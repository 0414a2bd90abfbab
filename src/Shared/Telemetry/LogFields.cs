using System.Collections;
using System.Globalization;

namespace RepoTickets.Telemetry;

/// <summary>
/// The fields of a logging scope: <c>operation</c>, <c>duration_ms</c> (so far, asked anew by each message), and what else the operation is
/// about. Thread-safe, because messages may be written by several threads of one operation.
/// </summary>
internal sealed class LogFields(string operation, TimeProvider time, long start) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const int OwnFields = 2;

    private readonly Lock _gate = new();
    private volatile KeyValuePair<string, object?>[] _fields = [];

    public int Count => OwnFields + _fields.Length;

    public KeyValuePair<string, object?> this[int index] => At(index, _fields);

    /// <summary>Adds a field, or gives it another value.</summary>
    internal void Set(string name, object? value)
    {
        lock (_gate)
        {
            var at = Array.FindIndex(_fields, field => field.Key == name);
            KeyValuePair<string, object?>[] changed = at < 0 ? [.. _fields, default] : [.. _fields];
            changed[at < 0 ? ^1 : at] = new(name, value);
            _fields = changed;
        }
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        var fields = _fields;
        for (var i = 0; i < OwnFields + fields.Length; i++)
        {
            yield return At(i, fields);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For logs that people read.</summary>
    public override string ToString() =>
        string.Join(' ', this.Select(static field => string.Create(CultureInfo.InvariantCulture, $"{field.Key}:{field.Value}")));

    private KeyValuePair<string, object?> At(int index, KeyValuePair<string, object?>[] fields) => index switch
    {
        0 => new("operation", operation),
        1 => new("duration_ms", Math.Round(time.GetElapsedTime(start).TotalMilliseconds, 3)),
        _ => fields[index - OwnFields],
    };
}
