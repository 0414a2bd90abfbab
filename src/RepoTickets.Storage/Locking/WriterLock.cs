using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Locking;

/// <summary>
/// The lock between processes, taken for one group of commits at a time. The kernel releases it when its holder dies, so there is no guessing
/// about stale locks. Inside the process the commit queue stands in front of it: one waiter a process, whatever the number of threads.
/// </summary>
internal sealed class WriterLock(IFileSystem fileSystem, StoreLayout layout, SharedState shared, TimeProvider timeProvider, TimeSpan timeout)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

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

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="StoreBusyException">It was not free within the time-out.</exception>
    internal async ValueTask<IFileLock> AcquireAsync()
    {
        if (TryAcquire() is { } immediately)
        {
            return immediately;
        }

        var start = timeProvider.GetTimestamp();
        while (true)
        {
            shared.Wanted = true;
            await Task.Delay(Pause, timeProvider).ConfigureAwait(false);
            if (TryAcquire() is { } held)
            {
                return held;
            }

            var waited = timeProvider.GetElapsedTime(start);
            if (waited >= timeout)
            {
                throw new StoreBusyException(ReadHolder(), waited);
            }
        }
    }

    /// <summary>Called between two groups of this process: lets a process that waits have its turn.</summary>
    internal async ValueTask LetOthersInAsync()
    {
        if (shared.Wanted)
        {
            shared.Wanted = false;
            await Task.Delay(Pause + Pause, timeProvider).ConfigureAwait(false);
        }
    }

    /// <summary>Holds the lock and tries to take it again: where that succeeds, locks exclude nobody.</summary>
    /// <exception cref="StoreLockingUnavailableException">Locks do not exclude here.</exception>
    internal void ProveExclusion()
    {
        using var second = fileSystem.TryLock(layout.LockFile);
        if (second is not null)
        {
            throw new StoreLockingUnavailableException(
                $"Two locks on {layout.LockFile} were granted at once. Unset DOTNET_SYSTEM_IO_DISABLEFILELOCKING, or move the repository to a file system with locks; it can be opened read-only meanwhile.");
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
