namespace RepoTickets.Events;

/// <summary>Where events are kept durably, and for how long.</summary>
public sealed class EventLogOptions
{
    /// <summary>
    /// The folder, absolute or relative to the current one; made when it is not there. It belongs to the log alone. A good place is
    /// <c>.tickets/.sdk/events</c>, which git ignores. Required.
    /// </summary>
    public string Folder { get; set; } = "";

    /// <summary>A segment that has grown to this many bytes is followed by a new one; 64 KiB to 1 GiB. Default 8 MiB.</summary>
    public long SegmentBytes { get; set; } = 8L << 20;

    /// <summary>
    /// The oldest segments are removed while all together are larger than this; at least <see cref="SegmentBytes"/>. Default 256 MiB.
    /// </summary>
    public long RetainBytes { get; set; } = 256L << 20;

    /// <summary>
    /// Events are kept this long, and at most a quarter longer; 1 minute to 10 years, by the machine's clock. Default 30 days. Old ones are
    /// removed when the log is opened and while events are logged, whole segments at a time and never the newest: a log that nobody writes
    /// or opens keeps what it has.
    /// </summary>
    public TimeSpan RetainFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Events are flushed to the device before they count as logged. Default true; without it a power cut may take the last ones away, the
    /// death of the process may not.
    /// </summary>
    public bool Flush { get; set; } = true;

    /// <summary>
    /// How often a reader looks for what other processes have logged; 1 millisecond to 1 minute. Default 50 milliseconds.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(50);
}
