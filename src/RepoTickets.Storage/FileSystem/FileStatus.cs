namespace RepoTickets.Storage.FileSystem;

internal enum FileType
{
    Regular,
    Folder,
    Link,
    Other,
}

/// <summary>
/// Tells whether a file is still the one that was read: like git, by size, times and inode. The time of status change (ctime) catches
/// forged modification times.
/// </summary>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedNanoseconds">Modification time since 1970, UTC.</param>
/// <param name="ChangedNanoseconds">Status change time since 1970, UTC; the modification time where the system has none.</param>
/// <param name="Inode">The inode; 0 where the system has none.</param>
internal readonly record struct FileStamp(long Size, long ModifiedNanoseconds, long ChangedNanoseconds, ulong Inode);

/// <summary>What a path names.</summary>
internal readonly record struct FileStatus(FileType Type, FileStamp Stamp);

/// <summary>
/// What a folder holds under a name. An object, as lists of objects are compiled with the framework; those of structures of ours would be
/// compiled anew by every process that opens a store.
/// </summary>
internal sealed record FolderEntry(string Name, FileStatus Status);

/// <summary>The bytes of a file and the stamp that it had while they were read.</summary>
internal readonly record struct FileContent(byte[] Bytes, FileStamp Stamp);
