using Microsoft.Win32.SafeHandles;

namespace RepoTickets.Storage.FileSystem.Portable;

/// <summary>Guesses from length and times whether a name still leads to an open file: managed APIs tell no inode.</summary>
internal static class PortableNaming
{
    internal static bool IsStillNamed(string path, SafeFileHandle handle)
    {
        ObjectDisposedException.ThrowIf(handle.IsClosed, typeof(PortableNaming));
        return PortableError.Guard("stat", path, () =>
        {
            var named = new FileInfo(path);
            return named.Exists
                && named.LinkTarget is null
                && named.CreationTimeUtc == File.GetCreationTimeUtc(handle)
                && named.LastWriteTimeUtc == File.GetLastWriteTimeUtc(handle)
                && named.Length == RandomAccess.GetLength(handle);
        });
    }
}
