using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Locking;

namespace RepoTickets.LogTriage.Intents;

/// <summary>
/// The files of triage in its folder: <c>journal</c>; <c>lock</c>, which its writers hold; <c>owners/ID.lock</c>, which each process holds
/// while it lives; <c>audit.jsonl</c> and <c>dead.jsonl</c>.
/// </summary>
internal sealed class StateFolder(IFileSystem files, string root)
{
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
        }
        catch (FileSystemException exception)
        {
            throw Explain(exception, "Triage cannot keep its state, so nothing is filed.");
        }
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
        Files.CreateFolder(folder);
        Files.FlushFolder(parent);
    }
}
