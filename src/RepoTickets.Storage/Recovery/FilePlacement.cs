using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Recovery;

/// <summary>Gives a file its bytes at once, or removes it.</summary>
internal static class FilePlacement
{
    internal static void Put(
        IFileSystem fileSystem, StoreLayout layout, IIdentifierGenerator identifiers, string relativePath, byte[]? bytes)
    {
        var path = layout.Absolute(relativePath);
        if (bytes is null)
        {
            fileSystem.Delete(path);
            return;
        }

        OwnFolders.Create(fileSystem, Path.GetDirectoryName(path)!);
        var temporary = StoreLayout.TemporaryPath(path, identifiers.NextBits());
        fileSystem.CreateFile(temporary, bytes);
        LeftOvers.Replace(fileSystem, temporary, path);
    }
}
