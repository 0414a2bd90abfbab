using System.Globalization;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.LogTriage.Intents;

/// <summary>
/// Who makes intents: one opening of the state by one process. It holds a lock for as long as it lives, and the kernel lets go when the
/// process dies: nothing is guessed by the clock. Thread-safe.
/// </summary>
internal sealed class StateOwner(StateFolder folder, TriageStateSettings settings)
{
    private readonly List<Task> _calls = [];
    private IFileLock? _life;

    /// <summary>Names it among those that share the folder.</summary>
    internal string Name { get; } = settings.Ids.NextBits().ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>From now on others see that it lives.</summary>
    /// <exception cref="TriageStateException">Locks do not exclude here.</exception>
    internal void Begin()
    {
        _life = folder.Files.TryLock(folder.OwnerPath(Name))
            ?? throw new TriageStateException($"{folder.OwnerPath(Name)} is locked already: identifiers are not random here.");
        using var second = folder.Files.TryLock(folder.OwnerPath(Name));
        if (second is not null)
        {
            throw new TriageStateException(
                $"Locks in {folder.Root} exclude nobody, so two processes could file one fault twice. " +
                "Move the state to a local disk.");
        }
    }

    /// <summary>The owner of an intent still lives.</summary>
    internal bool IsAlive(string owner)
    {
        using (var taken = folder.Files.TryLock(folder.OwnerPath(owner)))
        {
            if (taken is null)
            {
                return true;
            }
        }

        DeleteFile(owner);
        return false;
    }

    /// <summary>
    /// A call goes on although nobody waits for it: until it has ended, the owner counts as alive, also after the state is closed, so that
    /// no other run takes its intent for one of the dead.
    /// </summary>
    internal void KeepUntil(Task call)
    {
        lock (_calls)
        {
            _calls.RemoveAll(static one => one.IsCompleted);
            _calls.Add(call);
        }
    }

    /// <summary>It ends, at once or with its last call.</summary>
    internal void End()
    {
        if (_life is not { } life)
        {
            return;
        }

        _life = null;
        Task calls;
        lock (_calls)
        {
            calls = Task.WhenAll(_calls);
        }

        if (calls.IsCompleted)
        {
            Release(life);
        }
        else
        {
            _ = ReleaseAfterAsync(calls, life);
        }
    }

    private async Task ReleaseAfterAsync(Task calls, IFileLock life)
    {
        await calls.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Release(life);
    }

    private void Release(IFileLock life)
    {
        using (life)
        {
            DeleteFile(Name);
        }
    }

    private void DeleteFile(string owner)
    {
        try
        {
            folder.Files.Delete(folder.OwnerPath(owner));
        }
        catch (FileSystemException exception)
        {
            // An empty file is left over; it says nothing wrong.
            Log.OwnerFileLeft(settings.Logger, folder.OwnerPath(owner), exception);
        }
    }
}
