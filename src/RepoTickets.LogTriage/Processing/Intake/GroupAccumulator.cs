using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Processing;

/// <summary>What is counted of a group until it is handed on. Used by one thread.</summary>
internal sealed class GroupAccumulator
{
    private const int MaximumServices = 20;

    private readonly List<string> _services = [];
    private readonly List<LogEntry> _samples = [];
    private LogEntry _first;
    private long _offered;

    internal GroupAccumulator(LogGroupId id, LogEntry first, string canonicalText, CursorPlace place, long began)
    {
        Id = id;
        _first = first;
        CanonicalText = canonicalText;
        Places = [place];
        Began = began;
    }

    internal LogGroupId Id { get; private set; }

    /// <summary>Names that were merged into this one in this run.</summary>
    internal List<LogGroupId> FormerNames { get; } = [];

    /// <summary>Where its records began in the source; several after a merge.</summary>
    internal List<CursorPlace> Places { get; }

    /// <summary>The time stamp of its first record's arrival.</summary>
    internal long Began { get; private set; }

    internal long Occurrences { get; private set; }

    private string CanonicalText { get; set; }

    private DateTimeOffset FirstSeen { get; set; } = DateTimeOffset.MaxValue;

    private DateTimeOffset LastSeen { get; set; } = DateTimeOffset.MinValue;

    private LogLevel Level { get; set; }

    /// <summary>Counts a record.</summary>
    /// <param name="entry">The record.</param>
    /// <param name="seen">When it was logged, or read.</param>
    /// <param name="samples">How many samples are kept.</param>
    /// <param name="prepare">Redacts and cuts a record that is kept; not called for the others.</param>
    internal void Add(LogEntry entry, DateTimeOffset seen, int samples, Func<LogEntry, LogEntry> prepare)
    {
        // First, because a redactor may throw: then the record does not count.
        Offer(entry, samples, prepare);
        Occurrences++;
        FirstSeen = seen < FirstSeen ? seen : FirstSeen;
        LastSeen = seen > LastSeen ? seen : LastSeen;
        Level = entry.Level is > LogLevel.Trace and < LogLevel.None && entry.Level > Level ? entry.Level : Level;
        AddService(entry.Service);
    }

    /// <summary>Takes over what was counted under a name that turned out to be the same group.</summary>
    internal void Merge(GroupAccumulator other, int samples)
    {
        FormerNames.Add(other.Id);
        FormerNames.AddRange(other.FormerNames);
        Places.AddRange(other.Places);
        Occurrences += other.Occurrences;
        if (other.FirstSeen < FirstSeen)
        {
            (FirstSeen, _first, CanonicalText) = (other.FirstSeen, other._first, other.CanonicalText);
        }

        LastSeen = other.LastSeen > LastSeen ? other.LastSeen : LastSeen;
        Level = other.Level > Level ? other.Level : Level;
        Began = Math.Min(Began, other.Began);
        other._services.ForEach(AddService);
        _samples.AddRange(other._samples.Take(Math.Max(0, samples - _samples.Count)));
    }

    /// <summary>The group goes on under the name that survived.</summary>
    internal void Rename(LogGroupId survivor)
    {
        FormerNames.Add(Id);
        Id = survivor;
    }

    internal LogGroup ToGroup() => new()
    {
        Id = Id,
        First = _first,
        Occurrences = Occurrences,
        FirstSeen = FirstSeen,
        LastSeen = LastSeen,
        Level = Level,
        Services = _services,
        Samples = _samples,
        CanonicalText = CanonicalText,
    };

    private void AddService(string? service)
    {
        if (!string.IsNullOrEmpty(service) && _services.Count < MaximumServices && !_services.Contains(service))
        {
            _services.Add(service);
        }
    }

    /// <summary>
    /// A reservoir: after n records each of them is kept with the same chance. The choice follows from the group and the number of the
    /// record, so that a run can be repeated.
    /// </summary>
    private void Offer(LogEntry entry, int samples, Func<LogEntry, LogEntry> prepare)
    {
        _offered++;
        if (_samples.Count < samples)
        {
            _samples.Add(prepare(entry));
            return;
        }

        var place = (long)(Mix(Id.Low ^ (ulong)_offered) % (ulong)_offered);
        if (place < samples)
        {
            _samples[(int)place] = prepare(entry);
        }
    }

    private static ulong Mix(ulong value)
    {
        // The finalizer of SplitMix64.
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
