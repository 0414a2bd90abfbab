using RepoTickets.Storage.Documents;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Recovery;

namespace RepoTickets.Storage.Opening;

/// <summary>
/// Makes a new store. Files are created exclusively and in an order in which a crash leaves either no store (the configuration, which marks
/// one, comes last) or a whole one; running it again finishes what is missing and changes nothing else.
/// </summary>
internal sealed class StoreInitializer(
    IFileSystem fileSystem, StoreLayout layout, IIdentifierGenerator identifiers, int format = StoreFormat.Current)
{
    private const int MaximumAttempts = 10;

    internal static bool IsInitialised(IFileSystem fileSystem, StoreLayout layout) =>
        fileSystem.GetStatus(layout.Absolute(StoreLayout.ConfigurationFile)) is not null;

    internal void Run()
    {
        fileSystem.CreateFolder(layout.Root);
        foreach (
            var folder in (string[])[StoreLayout.OpenFolder, StoreLayout.ClosedFolder, StoreLayout.EpicsFolder, StoreLayout.BacklogFolder])
        {
            fileSystem.CreateFolder(layout.Absolute(folder));
        }

        Create(layout.Absolute(StoreLayout.PythonIndexFile), "{}\n"u8);
        Create(layout.Absolute(StoreLayout.ConfigurationFile), ConfigurationFormat.Create(new TicketsConfiguration()));
        fileSystem.FlushFolder(layout.Root);
        fileSystem.FlushFolder(Path.GetDirectoryName(layout.Root)!);
    }

    /// <summary>Makes our own folder inside a store: everything there but the format is local and kept out of git.</summary>
    internal void EnsureOwnFolder()
    {
        fileSystem.CreateFolder(layout.Sdk);
        if (format > StoreFormat.First && fileSystem.GetStatus(layout.JournalFolder) is null)
        {
            // A folder without it would count as one of the first format.
            Create(layout.Absolute(StoreLayout.LocalFormatPath), StoreFormat.Encode(format));
        }

        fileSystem.CreateFolder(layout.JournalFolder);
        if (fileSystem.GetStatus(layout.IgnoreFile) is null)
        {
            Create(
                layout.IgnoreFile, "# Local to this clone: journal, index, lock. Only the format is shared.\n*\n!.gitignore\n!format\n"u8);
        }

        if (fileSystem.GetStatus(layout.FormatFile) is null)
        {
            Create(layout.FormatFile, StoreFormat.Encode(format));
        }

        fileSystem.FlushFolder(layout.Sdk);
        fileSystem.FlushFolder(layout.Root);
    }

    private void Create(string path, ReadOnlySpan<byte> bytes)
    {
        for (var attempt = 1; fileSystem.GetStatus(path) is null; attempt++)
        {
            if (TryCreate(path, bytes, isLastAttempt: attempt == MaximumAttempts))
            {
                return;
            }
        }
    }

    /// <summary>
    /// Under a temporary name first: a crash must not leave half a configuration that marks a store. The name is ours alone, since several
    /// processes may be making the same store; one of them may be so far that its recovery takes our file for a left-over.
    /// </summary>
    private bool TryCreate(string path, ReadOnlySpan<byte> bytes, bool isLastAttempt)
    {
        var temporary = StoreLayout.TemporaryPath(path, identifiers.NextBits());
        try
        {
            fileSystem.CreateFile(temporary, bytes);
            fileSystem.FlushFile(temporary);
            fileSystem.MoveExclusively(temporary, path);
            return true;
        }
        catch (FileSystemException exception)
        {
            LeftOvers.TryDelete(fileSystem, temporary);
            if (exception.Error == FileSystemError.AlreadyExists)
            {
                // Another process made it at the same moment, with the same content.
                return true;
            }

            if (exception.Error != FileSystemError.NotFound || isLastAttempt)
            {
                throw;
            }

            return false;
        }
    }
}
