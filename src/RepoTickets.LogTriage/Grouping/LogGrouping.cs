using RepoTickets.LogTriage.Grouping;
using RepoTickets.LogTriage.Grouping.State;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.LogTriage;

/// <summary>Makes groupers.</summary>
public static class LogGrouping
{
    /// <summary>A grouper that forgets with its process.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static ILogGroupRegistry Create(LogGrouperOptions? options = null, TimeProvider? time = null) =>
        new LogGrouper(options ?? new(), time ?? TimeProvider.System, store: null);

    /// <summary>A grouper whose state is kept in a folder, which is made when it is not there. One process at a time may use a folder.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="GroupStateException">The folder is in use or cannot be used, or what it holds is damaged.</exception>
    public static ILogGroupRegistry Open(string folder, LogGrouperOptions? options = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return Open(new FileGroupStateStore(PlatformFileSystem.Create(), Path.GetFullPath(folder)), options, time);
    }

    /// <summary>A grouper whose state is kept in a store, which it disposes of.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="GroupStateException">The state cannot be read.</exception>
    public static ILogGroupRegistry Open(IGroupStateStore store, LogGrouperOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            return new LogGrouper(options ?? new(), time ?? TimeProvider.System, store);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }
}
