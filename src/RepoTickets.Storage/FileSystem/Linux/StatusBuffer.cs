using System.Runtime.InteropServices;

namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>The kernel's <c>struct statx</c>: 256 bytes, the same on every architecture. Only the fields that are used are named.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatusBuffer
{
    /// <summary>Type, times, inode and size: STATX_TYPE, MTIME, CTIME, INO, SIZE.</summary>
    internal const uint Mask = 0x1 | 0x40 | 0x80 | 0x100 | 0x200;

    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int FolderType = 0x4000;
    private const int LinkType = 0xA000;

    [FieldOffset(0x1C)]
    private readonly ushort _mode;

    [FieldOffset(0x20)]
    private readonly ulong _inode;

    [FieldOffset(0x28)]
    private readonly ulong _size;

    [FieldOffset(0x60)]
    private readonly long _changedSeconds;

    [FieldOffset(0x68)]
    private readonly uint _changedNanoseconds;

    [FieldOffset(0x70)]
    private readonly long _modifiedSeconds;

    [FieldOffset(0x78)]
    private readonly uint _modifiedNanoseconds;

    [FieldOffset(0x88)]
    private readonly uint _deviceMajor;

    [FieldOffset(0x8C)]
    private readonly uint _deviceMinor;

    internal readonly FileType Type => (_mode & TypeMask) switch
    {
        RegularType => FileType.Regular,
        FolderType => FileType.Folder,
        LinkType => FileType.Link,
        _ => FileType.Other,
    };

    internal readonly FileStamp Stamp => new(
        (long)_size,
        Nanoseconds(_modifiedSeconds, _modifiedNanoseconds),
        Nanoseconds(_changedSeconds, _changedNanoseconds),
        _inode);

    internal readonly FileStatus Status => new(Type, Stamp);

    /// <summary>Tells one file from all others of the machine for as long as it is held open.</summary>
    internal readonly FileIdentity Identity => new(_deviceMajor, _deviceMinor, _inode);

    // Wraps for times beyond the year 2262, which only a forged file has; stamps are compared for equality alone.
    private static long Nanoseconds(long seconds, uint nanoseconds) => unchecked((seconds * 1_000_000_000) + nanoseconds);
}
