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
                SeekFirst(reader, folder, found => found.Event.Id is { IsDerived: true } id && id.Position > start.Value);
                break;
            case EventLogStart.Kind.Time:
                SeekFirst(reader, folder, found => found.Event.Time.UtcTicks >= start.Value);
                break;
            default:
                SeekOldest(reader, folder);
                break;
        }
    }

    private static void SeekOldest(LogReader reader, LogFolder folder) =>
        reader.Seek(folder.ListSegments() is [var first, ..] ? first : 1);

    /// <summary>Both positions and times grow along the log, so whole segments are passed over by the first event of the one behind them.</summary>
    private static void SeekFirst(LogReader reader, LogFolder folder, Func<LoggedEvent, bool> isFound)
    {
        var segments = folder.ListSegments();
        var at = segments.Count - 1;
        while (at > 0)
        {
            reader.Seek(segments[at]);
            if (ReadEvent(reader) is { } first && !isFound(first))
            {
                break;
            }

            at--;
        }

        reader.Seek(segments.Count > 0 ? segments[Math.Max(at, 0)] : 1);
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
