using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

internal sealed class SimulatedSharedWords(SimulatedFileSystem process, SimulatedFile file, string path, int count, bool isWritable)
    : ISharedWords
{
    private bool _isDisposed;

    public bool IsStillNamed
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return process.IsNamed(path, file);
        }
    }

    public long this[int index]
    {
        get
        {
            Require(index);

            // Reading memory is no call: nothing can go wrong in it and no state lies between two reads.
            lock (process.World.Gate)
            {
                process.RequireAlive();
                return file.ReadWord(index);
            }
        }

        set
        {
            Require(index);
            if (!isWritable)
            {
                throw SimulatedError.Of(ErrorNumbers.ReadOnly, "store", path);
            }

            process.Call("store", path, () => file.StoreWord(index, value), canFail: false);
        }
    }

    public void Dispose() => _isDisposed = true;

    private void Require(int index)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
    }
}
