using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Locking;

/// <summary>
/// Words of this process alone, for stores where none can be shared: other processes' commits are then found in the journal.
/// </summary>
internal sealed class PrivateWords(int count) : ISharedWords
{
    private readonly long[] _words = new long[count];

    public bool IsStillNamed => true;

    public long this[int index]
    {
        get => Volatile.Read(ref _words[index]);
        set => Volatile.Write(ref _words[index], value);
    }

    public void Dispose()
    {
    }
}
