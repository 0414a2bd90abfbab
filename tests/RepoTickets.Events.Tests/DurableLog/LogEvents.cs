using RepoTickets.Events.DurableLog;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Events.Tests.DurableLog;

/// <summary>Events to log, and all that a log holds.</summary>
internal static class LogEvents
{
    internal static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    internal static Event Derived(long position, int sequence = 1) => new Event<CacheCleared>(new(position))
    {
        Id = new(position, sequence, 0),
        Type = EventTypes.CacheCleared,
        Time = Noon.AddMinutes(position),
        Source = "test",
    };

    internal static Event Published(long position, long sequence, ulong publisher = 7) => new Event<CacheCleared>(new(sequence))
    {
        Id = new(position, sequence, publisher),
        Type = EventTypes.CacheCleared,
        Time = Noon.AddMinutes(position),
    };

    internal static List<LoggedEvent> ReadAll(IFileSystem files, string folder, out int damaged)
    {
        using var reader = new LogReader(new(files, folder), EventJson.Default);
        var all = new List<LoggedEvent>();
        damaged = 0;
        while (true)
        {
            switch (reader.Read(out var found))
            {
                case LogFinding.Event:
                    all.Add(found);
                    break;
                case LogFinding.Damaged:
                    damaged++;
                    break;
                default:
                    return all;
            }
        }
    }
}
