using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Locking;

namespace RepoTickets.LogTriage.Intents;

/// <summary>
/// The files of triage in its folder: <c>journal</c>; <c>lock</c>, which its writers hold; <c>owners/ID.lock</c>, which each process holds
/// while it lives; <c>audit.jsonl</c> and <c>dead.jsonl</c>.
/// </summary>
internal sealed class StateFolder(IFileSystem files, string root, ILogger logger)
{
    private const string Again = ".again";

    /// <summary>As many as the default path has that triage itself may have made.</summary>
    private const int AncestorsMade = 3;

    internal IFileSystem Files { get; } = files;

    internal string Root { get; } = Path.GetFullPath(root);

    internal string LockPath => Path.Join(Root, "lock");

    internal string JournalPath => Path.Join(Root, "journal");

    internal string NextJournalPath => Path.Join(Root, "journal.next");

    internal string AuditPath => Path.Join(Root, "audit.jsonl");

    internal string DeadLettersPath => Path.Join(Root, "dead.jsonl");

    private string OwnersFolder => Path.Join(Root, "owners");

    internal string OwnerPath(string owner) => Path.Join(OwnersFolder, owner + ".lock");

    internal bool Exists => Files.GetStatus(Root) is not null;

    /// <summary>Makes what is not there, and makes the names durable.</summary>
    /// <exception cref="TriageStateException">The folder cannot be written.</exception>
    internal void Create()
    {
        try
        {
            CreateWithParents(Root);
            Files.CreateFolder(OwnersFolder);
            Files.FlushFolder(Root);
            FlushAncestors();
        }
        catch (FileSystemException exception)
        {
            throw Explain(exception, "Triage cannot keep its state, so nothing is filed.");
        }
    }

    /// <summary>
    /// Appends and flushes. When that fails, what was written is cut off again, as far as that goes: it can be read, but may never reach
    /// the device, and what others append behind it would stand behind a hole one day.
    /// </summary>
    internal static void WriteOrCut(IAppendFile file, long position, ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(position, bytes);
            file.Flush();
        }
        catch (FileSystemException)
        {
            try
            {
                file.SetLength(position);
            }
            catch (FileSystemException)
            {
                // The first failure is the one to tell; a torn end is cut by whoever comes next.
            }

            throw;
        }
    }

    /// <summary>
    /// Makes the name of a file durable. When that fails, the device has forgotten what it was to write, and the next flush would say yes
    /// without writing it: so the name is given anew, and there is something to flush again.
    /// </summary>
    internal void FlushName(string path)
    {
        try
        {
            Files.FlushFolder(Path.GetDirectoryName(path)!);
        }
        catch (FileSystemException)
        {
            NameAgain(path);
            throw;
        }
    }

    /// <summary>Puts back what an attempt to name a file again left under another name.</summary>
    internal void FindAgain(string path)
    {
        if (Files.GetStatus(path) is null && Files.GetStatus(path + Again) is not null)
        {
            Files.MoveExclusively(path + Again, path);
        }
    }

    /// <summary>
    /// Reads a file under the name that it has at the moment, and changes nothing; null when it is not there. While somebody names it
    /// again, it goes to the other name and comes back.
    /// </summary>
    internal FileContent? ReadToLook(string path, long maximumLength) =>
        Files.ReadFile(path, maximumLength) ?? Files.ReadFile(path + Again, maximumLength) ?? Files.ReadFile(path, maximumLength);

    private void NameAgain(string path)
    {
        try
        {
            Files.MoveExclusively(path, path + Again);
            Files.MoveExclusively(path + Again, path);
        }
        catch (FileSystemException exception)
        {
            // The failure of the flush is told; whoever opens the file next puts it back.
            Log.NameNotRenewed(logger, path, exception);
        }
    }

    /// <summary>
    /// Also of folders that were there: whoever made them may have died before their names were on the device, and all that is in them
    /// would be gone with a power cut.
    /// </summary>
    private void FlushAncestors()
    {
        if (Files.GetStatus(JournalPath) is null)
        {
            // Nothing of value is in it yet, so that it can be named again.
            FlushName(Root);
        }

        var folder = Path.GetDirectoryName(Root);
        for (var level = 0; folder is not null && level < AncestorsMade; level++)
        {
            Files.FlushFolder(folder);
            folder = Path.GetDirectoryName(folder);
        }
    }

    /// <summary>
    /// A process died, or failed, between the two renames that name a folder again: a new one beside it would hide what it holds. Somebody
    /// else's folder of that name is left alone: ours is empty, or has owners.
    /// </summary>
    private bool TryFindFolderAgain(string folder)
    {
        if (Files.GetStatus(folder + Again) is not { Type: FileType.Folder } ||
            Files.ListNames(folder + Again) is not { } names || !(names.Count == 0 || names.Contains(Path.GetFileName(OwnersFolder))))
        {
            return false;
        }

        Files.MoveExclusively(folder + Again, folder);
        return true;
    }

    internal static TriageStateException Explain(FileSystemException exception, string consequence) =>
        new(StoreIo.Explain(exception, consequence).Message, exception);

    private void CreateWithParents(string folder)
    {
        if (Files.GetStatus(folder) is not null)
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder)
            ?? throw new TriageStateException($"{DisplayText.Escape(folder)} cannot be made: name a folder inside an existing one.");
        CreateWithParents(parent);
        if (!TryFindFolderAgain(folder))
        {
            Files.CreateFolder(folder);
        }

        FlushName(folder);
    }
}
