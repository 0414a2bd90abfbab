namespace RepoTickets.Events.DurableLog;

/// <summary>Finds where reading begins.</summary>
internal static class LogPlace
{
    internal static void Seek(LogReader reader, LogFolder folder, EventLogStart start)
    {
        switch (start.What)
        {
            case EventLogStart.Kind.End:
                reader.SeekEnd();
                break;
            case EventLogStart.Kind.Number:
                reader.Seek(start.Value);
                break;
            case EventLogStart.Kind.Position:
                SeekFirst(
                    reader, SegmentBefore(reader, folder, start.Value),
                    found => found.Event.Id is { IsDerived: true } id && id.Position > start.Value);
                break;
            case EventLogStart.Kind.Time:
                // Times do not strictly grow along the log: a commit that is caught up with is older than what was published meanwhile.
                SeekFirst(reader, Oldest(folder), found => found.Event.Time.UtcTicks >= start.Value);
                break;
            default:
                SeekOldest(reader, folder);
                break;
        }
    }

    private static void SeekOldest(LogReader reader, LogFolder folder) => reader.Seek(Oldest(folder));

    private static long Oldest(LogFolder folder) => folder.ListSegments() is [var first, ..] ? first : 1;

    /// <summary>The newest segment before which no later commit was logged: its header says so.</summary>
    private static long SegmentBefore(LogReader reader, LogFolder folder, long position)
    {
        var segments = folder.ListSegments();
        for (var at = segments.Count - 1; at > 0; at--)
        {
            reader.Seek(segments[at]);
            if (reader.Through.Position <= position)
            {
                return segments[at];
            }
        }

        return Oldest(folder);
    }

    private static void SeekFirst(LogReader reader, long from, Func<LoggedEvent, bool> isFound)
    {
        reader.Seek(from);
        while (ReadEvent(reader) is { } found)
        {
            if (isFound(found))
            {
                reader.Seek(found.Number);
                return;
            }
        }
    }

    private static LoggedEvent? ReadEvent(LogReader reader)
    {
        LogFinding finding;
        LoggedEvent found;
        do
        {
            finding = reader.Read(out found);
        }
        while (finding == LogFinding.Damaged);

        return finding == LogFinding.Event ? found : null;
    }
}
