using System.Globalization;
using System.Text;

namespace RepoTickets.LogTriage.Datadog;

/// <summary>
/// Where to go on: a time, and the records from then on that were given already. Records are indexed late and several share a millisecond,
/// so a time alone would lose some or give some twice.
/// </summary>
internal sealed class DatadogPosition
{
    /// <summary>So many records a position names; beyond them the time is moved up.</summary>
    internal const int Capacity = 128;

    private const string Prefix = "dd1|";

    private readonly LinkedList<(long Time, ulong Id)> _given = [];
    private readonly HashSet<ulong> _known = [];
    private readonly long _overlap;
    private long _last;
    private long _least;

    internal DatadogPosition(TimeSpan overlap) => _overlap = (long)overlap.TotalMilliseconds;

    /// <summary>The window begins here, in milliseconds of the Unix epoch.</summary>
    internal long From { get; private set; }

    internal bool Contains(string id) => _known.Contains(Hash(id));

    /// <summary>A record was given; its time is never before that of the one before.</summary>
    internal void Give(DateTimeOffset time, string id)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        _last = Math.Max(_last, milliseconds);
        _given.AddLast((milliseconds, Hash(id)));
        _known.Add(Hash(id));
        while (_given.Count > Capacity)
        {
            // From here on the records of this time are not all named any more.
            _least = Math.Max(_least, _given.First!.Value.Time);
            Forget();
        }

        From = Math.Max(_least, Math.Min(_last, _last - _overlap));
        while (_given.First is { } first && first.Value.Time < From)
        {
            Forget();
        }
    }

    /// <summary>The same, to go on from: later calls of <see cref="Give"/> don't change what was written.</summary>
    internal string Write()
    {
        var text = new StringBuilder(Prefix.Length + 32 + (_given.Count * 16));
        text.Append(Prefix).Append(CultureInfo.InvariantCulture, $"{From}|{_last}|");
        foreach (var (_, id) in _given)
        {
            text.Append(CultureInfo.InvariantCulture, $"{id:x16}");
        }

        return text.ToString();
    }

    internal static bool TryParse(string text, out DatadogPosition position)
    {
        position = new(TimeSpan.Zero);
        var parts = text.Split('|');
        if (parts.Length != 4
            || parts[0] + "|" != Prefix
            || !TryTime(parts[1], out var from)
            || !TryTime(parts[2], out var last)
            || from > last
            || parts[3].Length % 16 != 0
            || parts[3].Length > Capacity * 16)
        {
            return false;
        }

        position.From = from;
        position._last = last;
        for (var i = 0; i < parts[3].Length; i += 16)
        {
            if (!ulong.TryParse(parts[3].AsSpan(i, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
            {
                return false;
            }

            position._given.AddLast((last, id));
            position._known.Add(id);
        }

        return true;
    }

    /// <summary>A copy that goes on with another overlap.</summary>
    internal DatadogPosition Continue(TimeSpan overlap)
    {
        var copy = new DatadogPosition(overlap) { From = From, _last = _last, _least = From };
        foreach (var given in _given)
        {
            copy._given.AddLast(given);
            copy._known.Add(given.Id);
        }

        return copy;
    }

    private void Forget()
    {
        _known.Remove(_given.First!.Value.Id);
        _given.RemoveFirst();
    }

    private static bool TryTime(string text, out long milliseconds) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>FNV-1a: the ids are Datadog's own and not chosen to collide.</summary>
    private static ulong Hash(string id)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in id)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}
