using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>
/// Words in a shared mapping of a file. The memory is given back by the finalizer and not by disposal, so a thread that still reads while
/// another disposes meets an exception and not an unmapped page; a mapping is one page.
/// </summary>
internal sealed unsafe class LinuxSharedWords : ISharedWords
{
    private const int ReadProtection = 1;
    private const int WriteProtection = 2;
    private const int Shared = 1;
    private const nint MapFailed = -1;

    private readonly nint _address;
    private readonly int _count;
    private readonly bool _isWritable;
    private readonly FileIdentity _identity;
    private readonly string _path;
    private volatile bool _isDisposed;

    private LinuxSharedWords(nint address, int count, bool isWritable, FileIdentity identity, string path)
    {
        _address = address;
        _count = count;
        _isWritable = isWritable;
        _identity = identity;
        _path = path;
    }

    ~LinuxSharedWords() => _ = LibC.Unmap(_address, ByteLength(_count));

    public bool IsStillNamed
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);

            // The mapping keeps the inode alive, so its number cannot have been given to another file.
            return LinuxCall.IsNamed(_path, _identity);
        }
    }

    public long this[int index]
    {
        get
        {
            var value = Volatile.Read(ref Word(index));
            GC.KeepAlive(this);
            return value;
        }

        set
        {
            if (!_isWritable)
            {
                throw LinuxError.From(ErrorNumbers.ReadOnly, "write to", _path);
            }

            Volatile.Write(ref Word(index), value);
            GC.KeepAlive(this);
        }
    }

    internal static LinuxSharedWords? Open(string path, int count, uint mode)
    {
        var handle = OpenWritable(path, mode, out var status);
        var isWritable = handle is not null;
        handle ??= LinuxHandle.TryOpen(path, OpenFlags.ReadOnly | OpenFlags.Careful, 0, out status);
        if (handle is null)
        {
            return ErrorNumbers.Classify(LinuxError.Last) is FileSystemError.NotFound or FileSystemError.AccessDenied
                ? null
                : throw LinuxError.FromLast("open", path);
        }

        using (handle)
        {
            if (status.Stamp.Size < (long)ByteLength(count))
            {
                if (!isWritable)
                {
                    return null;
                }

                Extend(handle, (long)ByteLength(count), path);
            }

            return Map(handle, count, isWritable, status.Identity, path);
        }
    }

    // The finalizer is what unmaps, so it must not be suppressed.
#pragma warning disable CA1816
    public void Dispose() => _isDisposed = true;
#pragma warning restore CA1816

    private static SafeFileHandle? OpenWritable(string path, uint mode, out StatusBuffer status)
    {
        var handle = LinuxHandle.TryOpen(path, OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Careful, mode, out status);
        if (handle is null && ErrorNumbers.Classify(LinuxError.Last) is not (FileSystemError.AccessDenied or FileSystemError.ReadOnly))
        {
            throw LinuxError.FromLast("open", path);
        }

        return handle;
    }

    // With blocks behind it: a store to a hole on a full disk would end the process with a signal instead of an error. Extending changes no
    // byte that is there, so two processes may do it at once.
    private static void Extend(SafeFileHandle handle, long length, string path)
    {
        while (LibC.Allocate(handle, 0, 0, length) == LinuxCall.Failed)
        {
            if (LinuxError.Last is ErrorNumbers.NotSupported or ErrorNumbers.NotImplemented)
            {
                if (LinuxCall.GetStatus(handle, path).Stamp.Size < length)
                {
                    LinuxCall.SetLength(handle, length, path);
                }

                return;
            }

            LinuxCall.ThrowUnlessInterrupted("fallocate", path);
        }
    }

    private static LinuxSharedWords? Map(SafeFileHandle handle, int count, bool isWritable, FileIdentity identity, string path)
    {
        var protection = isWritable ? ReadProtection | WriteProtection : ReadProtection;
        var address = LibC.Map(0, ByteLength(count), protection, Shared, handle, 0);
        if (address == MapFailed)
        {
            return LinuxError.Last == ErrorNumbers.NotSupportedByDevice ? null : throw LinuxError.FromLast("mmap", path);
        }

        return new LinuxSharedWords(address, count, isWritable, identity, path);
    }

    private static nuint ByteLength(int count) => (nuint)count * sizeof(long);

    private ref long Word(int index)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _count);
        return ref Unsafe.AsRef<long>((long*)_address + index);
    }
}
