namespace RepoTickets.Storage.FileSystem.Portable;

internal static class PortableStatus
{
    internal static FileStatus? Of(FileSystemInfo entry)
    {
        // Reading the attributes of what is not there gives -1; a link to nothing is there.
        var attributes = entry.Attributes;
        if ((int)attributes == -1)
        {
            return null;
        }

        var type = (attributes & FileAttributes.ReparsePoint) != 0 ? FileType.Link
            : (attributes & FileAttributes.Directory) != 0 ? FileType.Folder
            : (attributes & FileAttributes.Device) != 0 ? FileType.Other
            : FileType.Regular;
        var size = type == FileType.Regular && entry is FileInfo file ? file.Length : 0;
        var modified = ToNanoseconds(entry.LastWriteTimeUtc);
        return new FileStatus(type, new FileStamp(size, modified, modified, 0));
    }

    internal static long ToNanoseconds(DateTime time) => unchecked((time - DateTime.UnixEpoch).Ticks * 100);
}
