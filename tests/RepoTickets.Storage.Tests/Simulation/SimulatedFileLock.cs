using System.Text;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

internal sealed class SimulatedFileLock(SimulatedFileSystem process, SimulatedFile file, string path) : IFileLock
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

    public void Describe(string holder)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var bytes = Encoding.UTF8.GetBytes(holder);
        try
        {
            process.Call("describe", path, () =>
            {
                file.SetLength(0);
                process.Write(file, 0, bytes, bytes.Length);
            });
        }
        catch (FileSystemException)
        {
            // As the contract says: the text is for people.
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            process.World.ReleaseLock(file, process);
        }
    }
}
