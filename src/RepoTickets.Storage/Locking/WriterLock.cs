using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Locking;

/// <summary>
/// The lock between processes, taken for one group of commits at a time. The kernel releases it when its holder dies, so there is no
/// guessing about stale locks. Inside the process the commit queue stands in front of it: one waiter a process, whatever the number of
/// threads. The kernel knows no order among processes that try again and again, so they keep one themselves: <see cref="WaitingLine"/>.
/// </summary>
internal sealed class WriterLock(
    IFileSystem fileSystem, StoreLayout layout, SharedState shared, TimeProvider timeProvider, TimeSpan timeout)
{
    // Every look of every waiter is work for a processor that the holder could use: only the first in line looks as often as it can.
    private static readonly TimeSpan PauseOfFirst = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PauseOfOthers = TimeSpan.FromMilliseconds(4);

    // Handing the lock over costs a pause and a turn of the scheduler, tens of milliseconds on a busy machine. So a process that has more
    // to write goes on for this long before it lets others in: as fair, seen over seconds, and several times as fast there.
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    private readonly WaitingLine _line = new(shared, timeProvider);
    private long _turnBegan;
    private bool _hadATurn;

    /// <summary>Takes the lock if it is free.</summary>
    internal IFileLock? TryAcquire()
    {
        while (fileSystem.TryLock(layout.LockFile) is { } held)
        {
            if (IsStillNamed(held))
            {
                return held;
            }

            // Somebody removed the lock file (a clean of ignored files, say): a lock on a nameless file keeps nobody out.
            held.Dispose();
        }

        return null;
    }

    private static bool IsStillNamed(IFileLock held)
    {
        try
        {
            return held.IsStillNamed;
        }
        catch
        {
            // A lock that nobody knows of would keep everybody out, this process too, for as long as it lives.
            held.Dispose();
            throw;
        }
    }

    /// <summary>Another process stands in line, or has a moment ago.</summary>
    internal bool IsWaitedFor => _line.HasEarlier(long.MaxValue);

    /// <summary>Waits for the lock; whoever has waited longer goes first.</summary>
    /// <exception cref="StoreBusyException">It was not free within the time-out.</exception>
    internal async ValueTask<IFileLock> AcquireAsync()
    {
        var start = timeProvider.GetTimestamp();
        var isSameTurn = _hadATurn && timeProvider.GetElapsedTime(_turnBegan, start) < Turn;
        if ((isSameTurn || !_line.HasEarlier(start)) && TryAcquire() is { } immediately)
        {
            if (!isSameTurn)
            {
                BeginTurn();
            }

            return immediately;
        }

        try
        {
            while (true)
            {
                _line.Stand(start);
                await Task.Delay(_line.HasEarlier(start) ? PauseOfOthers : PauseOfFirst, timeProvider).ConfigureAwait(false);
                if (!_line.HasEarlier(start) && TryAcquire() is { } held)
                {
                    BeginTurn();
                    return held;
                }

                var waited = timeProvider.GetElapsedTime(start);
                if (waited >= timeout)
                {
                    throw new StoreBusyException(ReadHolder(), waited);
                }
            }
        }
        finally
        {
            _line.Leave();
        }
    }

    private void BeginTurn()
    {
        _turnBegan = timeProvider.GetTimestamp();
        _hadATurn = true;
    }

    /// <summary>Holds the lock and tries to take it again: where that succeeds, locks exclude nobody.</summary>
    /// <exception cref="StoreLockingUnavailableException">Locks do not exclude here.</exception>
    internal void ProveExclusion()
    {
        using var second = fileSystem.TryLock(layout.LockFile);
        if (second is not null)
        {
            throw new StoreLockingUnavailableException(
                $"Two locks on {layout.LockFile} were granted at once. Unset DOTNET_SYSTEM_IO_DISABLEFILELOCKING, or move the " +
                $"repository to a file system with locks; it can be opened read-only meanwhile.");
        }
    }

    private string ReadHolder()
    {
        try
        {
            var text = fileSystem.ReadFile(layout.LockFile, 4096) is { } content ? System.Text.Encoding.UTF8.GetString(content.Bytes) : "";
            return text.Length == 0 ? "another process" : DisplayText.Escape(text.Trim());
        }
        catch (FileSystemException)
        {
            return "another process";
        }
    }
}
