using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>
/// System calls with the two things that every caller would forget: repeated when a signal interrupted them, and continued when they did
/// part of the work. What fails is an exception, except where a parameter or a result says otherwise.
/// </summary>
internal static unsafe class LinuxCall
{
    internal const int CurrentFolder = -100;
    internal const int Failed = -1;

    private const int NoFollowStatus = 0x100;
    private const int EmptyPathStatus = 0x1000;

    /// <summary>A descriptor, or <see cref="Failed"/> with the number in <see cref="LinuxError.Last"/>.</summary>
    internal static int TryOpen(string path, int flags, uint mode = 0)
    {
        int descriptor;
        do
        {
            descriptor = LibC.Open(path, flags, mode);
        }
        while (descriptor == Failed && LinuxError.Last == ErrorNumbers.Interrupted);

        return descriptor;
    }

    /// <summary>False with the number in <see cref="LinuxError.Last"/>.</summary>
    internal static bool TryGetStatus(string path, out StatusBuffer status)
    {
        fixed (StatusBuffer* buffer = &status)
        {
            return LibC.Status(CurrentFolder, path, NoFollowStatus, StatusBuffer.Mask, buffer) != Failed;
        }
    }

    /// <summary>False with the number in <see cref="LinuxError.Last"/>. The name ends with a zero byte.</summary>
    internal static bool TryGetStatus(int folder, byte* name, out StatusBuffer status)
    {
        fixed (StatusBuffer* buffer = &status)
        {
            return LibC.Status(folder, name, NoFollowStatus, StatusBuffer.Mask, buffer) != Failed;
        }
    }

    internal static StatusBuffer GetStatus(int descriptor, string path)
    {
        StatusBuffer status;
        byte empty = 0;
        if (LibC.Status(descriptor, &empty, EmptyPathStatus, StatusBuffer.Mask, &status) == Failed)
        {
            throw LinuxError.FromLast("statx", path);
        }

        return status;
    }

    internal static StatusBuffer GetStatus(SafeFileHandle handle, string path)
    {
        var added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            return GetStatus((int)handle.DangerousGetHandle(), path);
        }
        finally
        {
            if (added)
            {
                handle.DangerousRelease();
            }
        }
    }

    internal static bool IsNamed(string path, FileIdentity identity)
    {
        if (TryGetStatus(path, out var status))
        {
            return status.Identity == identity;
        }

        return ErrorNumbers.MeansNothingThere(LinuxError.Last) ? false : throw LinuxError.FromLast("statx", path);
    }

    /// <summary>How many bytes were read: fewer than asked, 0 at the end.</summary>
    internal static int Read(int descriptor, Span<byte> buffer, string path)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = LibC.Read(descriptor, start, (nuint)buffer.Length);
                if (count >= 0)
                {
                    return (int)count;
                }

                ThrowUnlessInterrupted("read", path);
            }
        }
    }

    internal static void WriteAll(int descriptor, ReadOnlySpan<byte> bytes, string path)
    {
        fixed (byte* start = bytes)
        {
            for (var done = 0; done < bytes.Length;)
            {
                var count = LibC.Write(descriptor, start + done, (nuint)(bytes.Length - done));
                if (count >= 0)
                {
                    done += Progress(count, "write", path);
                }
                else
                {
                    ThrowUnlessInterrupted("write", path);
                }
            }
        }
    }

    internal static int ReadAt(SafeFileHandle handle, long position, Span<byte> buffer, string path)
    {
        var done = 0;
        fixed (byte* start = buffer)
        {
            while (done < buffer.Length)
            {
                var count = LibC.ReadAt(handle, start + done, (nuint)(buffer.Length - done), position + done);
                if (count == 0)
                {
                    break;
                }

                if (count > 0)
                {
                    done += (int)count;
                }
                else
                {
                    ThrowUnlessInterrupted("pread", path);
                }
            }
        }

        return done;
    }

    internal static void WriteAllAt(SafeFileHandle handle, long position, ReadOnlySpan<byte> bytes, string path)
    {
        fixed (byte* start = bytes)
        {
            for (var done = 0; done < bytes.Length;)
            {
                var count = LibC.WriteAt(handle, start + done, (nuint)(bytes.Length - done), position + done);
                if (count >= 0)
                {
                    done += Progress(count, "pwrite", path);
                }
                else
                {
                    ThrowUnlessInterrupted("pwrite", path);
                }
            }
        }
    }

    /// <summary>Flushes by fsync. A failure is reported and never tried again: the kernel then takes the lost pages for clean.</summary>
    internal static void Flush(int descriptor, string path)
    {
        while (LibC.Flush(descriptor) == Failed)
        {
            ThrowUnlessInterrupted("fsync", path);
        }
    }

    internal static void FlushData(SafeFileHandle handle, string path)
    {
        while (LibC.FlushData(handle) == Failed)
        {
            ThrowUnlessInterrupted("fdatasync", path);
        }
    }

    internal static void SetLength(SafeFileHandle handle, long length, string path)
    {
        while (LibC.SetLength(handle, length) == Failed)
        {
            ThrowUnlessInterrupted("ftruncate", path);
        }
    }

    /// <summary>Throws what the last call left behind, unless that was a signal, after which the caller repeats the call.</summary>
    internal static void ThrowUnlessInterrupted(string operation, string path)
    {
        if (LinuxError.Last != ErrorNumbers.Interrupted)
        {
            throw LinuxError.FromLast(operation, path);
        }
    }

    // A device that takes nothing and reports no error would otherwise hold the caller for ever.
    private static int Progress(nint count, string operation, string path) =>
        count > 0 ? (int)count : throw LinuxError.From(ErrorNumbers.InputOutput, operation, path);
}
