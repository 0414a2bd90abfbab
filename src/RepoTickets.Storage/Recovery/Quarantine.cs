using System.Text;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Recovery;

/// <summary>
/// Keeps bytes that belong nowhere else: what a torn file held, what a commit could not put in place because somebody else's edit was
/// there. Named by content, so the same bytes are kept once; beside each a text that says where they come from.
/// </summary>
internal sealed class Quarantine(IFileSystem fileSystem, StoreLayout layout)
{
    internal void Keep(string relativePath, byte[] bytes, string reason)
    {
        fileSystem.CreateFolder(layout.QuarantineFolder);
        var name = Path.Join(layout.QuarantineFolder, DocumentVersion.Of(bytes).ToString());
        CreateOnce(name, bytes);
        CreateOnce(name + ".meta", Encoding.UTF8.GetBytes($"file: {relativePath}\nreason: {reason}\n"));
        fileSystem.FlushFolder(layout.QuarantineFolder);
    }

    internal IReadOnlyList<string> List() =>
        [.. (fileSystem.ListNames(layout.QuarantineFolder) ?? []).Where(
            static name => name.EndsWith(".meta", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private void CreateOnce(string path, byte[] bytes)
    {
        try
        {
            fileSystem.CreateFile(path, bytes);
            fileSystem.FlushFile(path);
        }
        catch (FileSystemException exception) when (exception.Error == FileSystemError.AlreadyExists)
        {
            // The name is the content's: what is there is what was to be kept.
            return;
        }
    }
}
