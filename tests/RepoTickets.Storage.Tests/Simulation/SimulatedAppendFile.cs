using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

internal sealed class SimulatedAppendFile(SimulatedFileSystem process, SimulatedFile file, string path) : IAppendFile
{
    private bool _isDisposed;

    public long Length => Use(() => process.Call("length", path, changes: false, () => file.Size));

    public bool IsStillNamed => Use(() => process.IsNamed(path, file));

    public int Read(long position, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        var length = buffer.Length;
        var bytes = Use(() => process.Call("read-at", path, changes: false, () =>
        {
            var start = (int)Math.Min(position, file.Size);
            return file.Bytes.Slice(start, Math.Min(length, file.Bytes.Length - start)).ToArray();
        }));
        bytes.CopyTo(buffer);
        return bytes.Length;
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        var copy = bytes.ToArray();
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        process.Call(
            "write-at",
            path,
            () => process.Write(file, checked((int)position), copy, copy.Length),
            fault => process.Write(file, checked((int)position), copy, process.LengthBefore(fault, copy.Length)));
    }

    public void SetLength(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        process.Call("set-length", path, () =>
        {
            file.SetLength(checked((int)length));
            file.Touch(process.World.FileTime);
        });
    }

    public void Flush()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        process.Call("flush-data", path, file.Flush, fault => SimulatedFileSystem.ForgetOnError(fault, file.ForgetPending));
    }

    public void Dispose() => _isDisposed = true;

    private T Use<T>(Func<T> action)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return action();
    }
}
