using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Layout;

/// <summary>
/// Where everything is. Relative paths are inside the <c>.tickets</c> folder and use forward slashes: they stand in the journal, which must
/// read the same on every system.
/// </summary>
internal sealed class StoreLayout(string ticketsFolder)
{
    internal const string OpenFolder = "open";
    internal const string ClosedFolder = "closed";
    internal const string EpicsFolder = "epics";
    internal const string BacklogFolder = "backlog";
    internal const string AgentsFolder = "agents";
    internal const string TasksFolder = "tasks";
    internal const string RetiredFolder = "retired";

    /// <summary>How paths begin that are in the store's own folder.</summary>
    internal const string SdkPrefix = ".sdk/";

    /// <summary>Inside our own folder, which git ignores: a lease means nothing to another clone.</summary>
    internal const string LeasesFolder = ".sdk/leases";

    internal const string WorkflowsFolder = "workflows";
    internal const string WorkflowDefinitionsFolder = "workflows/definitions";
    internal const string WorkflowLeasesFolder = ".sdk/workflows";

    internal const string ConfigurationFile = "config.yaml";
    internal const string PythonIndexFile = "index.yaml";

    /// <summary>The version of the layout; shared through git.</summary>
    internal const string FormatPath = ".sdk/format";

    /// <summary>The version that the files which are local to this clone were migrated to; absent before the first migration.</summary>
    internal const string LocalFormatPath = ".sdk/format.local";

    /// <summary>A file of the Python package that lies among the agents without being one.</summary>
    internal const string LearningProfilesFile = "learning_profiles.json";

    /// <summary>Folders whose documents others may edit.</summary>
    internal static IReadOnlyList<string> SharedFolders { get; } =
        [OpenFolder, ClosedFolder, EpicsFolder, BacklogFolder, AgentsFolder, TasksFolder, WorkflowsFolder, WorkflowDefinitionsFolder];

    /// <summary>All folders of documents.</summary>
    internal static IReadOnlyList<string> DocumentFolders { get; } = [.. SharedFolders, LeasesFolder, WorkflowLeasesFolder];

    /// <summary>The <c>.tickets</c> folder, absolute.</summary>
    internal string Root { get; } = ticketsFolder;

    internal string Sdk => Path.Join(Root, ".sdk");

    internal string LockFile => Path.Join(Sdk, "lock");

    internal string SharedWordsFile => Path.Join(Sdk, "shared");

    internal string JournalFolder => Path.Join(Sdk, "journal");

    internal string CheckpointFile => Path.Join(Sdk, "checkpoint");

    internal string IndexFile => Path.Join(Sdk, "index");

    internal string IndexTextFile => Path.Join(Sdk, "index.text");

    /// <summary>
    /// Locked while a process writes files that are derived, which it does beside commits; its temporary files are not left-overs.
    /// </summary>
    internal string DerivedLockFile => Path.Join(Sdk, "derived.lock");

    /// <summary>A file that is made from the documents, and that no commit writes.</summary>
    internal bool IsDerived(string absolutePath) =>
        absolutePath == Absolute(PythonIndexFile) || absolutePath == IndexFile || absolutePath == IndexTextFile;

    internal string QuarantineFolder => Path.Join(Sdk, "quarantine");

    internal string FormatFile => Absolute(FormatPath);

    internal string MigrationFolder => Path.Join(Sdk, "migration");

    internal string MigrationReadyFile => Path.Join(MigrationFolder, "ready");

    internal string IgnoreFile => Path.Join(Sdk, ".gitignore");

    internal string Absolute(string relativePath) => Path.Join(Root, relativePath);

    /// <summary>
    /// A relative path that stays in the folder by its text; <see cref="OwnFolders"/> looks for links on the way. What is read from our own
    /// files is asked this before it is written to: whoever can put a file into a repository must not choose what is replaced outside of
    /// it. A segment that ends with a dot or a space is another one on Windows, and a colon leads elsewhere there.
    /// </summary>
    internal static bool IsInside(ReadOnlySpan<char> relativePath)
    {
        if (relativePath.IndexOfAny('\\', '\0', ':') >= 0 || Path.IsPathRooted(relativePath))
        {
            return false;
        }

        foreach (var range in relativePath.Split('/'))
        {
            if (relativePath[range] is [] or [.., '.' or ' '])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The file of a document; <paramref name="isClosed"/> matters for tickets only.</summary>
    internal static string RelativePath(DocumentKey key, bool isClosed = false) => key.Kind switch
    {
        DocumentKind.Ticket => $"{(isClosed ? ClosedFolder : OpenFolder)}/{key.Id}.yaml",
        DocumentKind.Epic => $"{EpicsFolder}/{key.Id}.yaml",
        DocumentKind.BacklogItem => $"{BacklogFolder}/{key.Id}.yaml",
        DocumentKind.Agent => $"{AgentsFolder}/{key.Id}.json",
        DocumentKind.AgentTask => $"{TasksFolder}/{key.Id}.json",
        DocumentKind.Lease => $"{LeasesFolder}/{key.Id}.json",
        DocumentKind.Workflow => $"{WorkflowsFolder}/{key.Id}.yaml",
        DocumentKind.WorkflowDefinition => $"{WorkflowDefinitionsFolder}/{key.Id}.yaml",
        DocumentKind.WorkflowLease => $"{WorkflowLeasesFolder}/{key.Id}.json",
        _ => throw new ArgumentOutOfRangeException(nameof(key), key.Kind, "Not a kind of document that is stored."),
    };

    /// <summary>The file where a document belongs in its present state.</summary>
    internal static string RelativePath(Document document) =>
        RelativePath(document.Key, document is Ticket { Status.IsOpen: false });

    /// <summary>The files where a document may be: two for tickets, one for everything else.</summary>
    internal static IReadOnlyList<string> CandidatePaths(DocumentKey key) => key.Kind == DocumentKind.Ticket
        ? [RelativePath(key), RelativePath(key, isClosed: true)]
        : [RelativePath(key)];

    /// <summary>Which folders hold a kind.</summary>
    internal static IReadOnlyList<string> FoldersOf(DocumentKind kind) => kind switch
    {
        DocumentKind.Ticket => [OpenFolder, ClosedFolder],
        DocumentKind.Epic => [EpicsFolder],
        DocumentKind.BacklogItem => [BacklogFolder],
        DocumentKind.Agent => [AgentsFolder],
        DocumentKind.AgentTask => [TasksFolder],
        DocumentKind.Lease => [LeasesFolder],
        DocumentKind.Workflow => [WorkflowsFolder],
        DocumentKind.WorkflowDefinition => [WorkflowDefinitionsFolder],
        DocumentKind.WorkflowLease => [WorkflowLeasesFolder],
        _ => [],
    };

    internal static DocumentKind KindOf(string folder) => folder switch
    {
        OpenFolder or ClosedFolder => DocumentKind.Ticket,
        EpicsFolder => DocumentKind.Epic,
        BacklogFolder => DocumentKind.BacklogItem,
        AgentsFolder => DocumentKind.Agent,
        TasksFolder => DocumentKind.AgentTask,
        LeasesFolder => DocumentKind.Lease,
        WorkflowsFolder => DocumentKind.Workflow,
        WorkflowDefinitionsFolder => DocumentKind.WorkflowDefinition,
        WorkflowLeasesFolder => DocumentKind.WorkflowLease,
        _ => DocumentKind.None,
    };

    internal static DocumentSyntax SyntaxOf(DocumentKind kind) =>
        kind is DocumentKind.Agent or DocumentKind.AgentTask or DocumentKind.Lease or DocumentKind.WorkflowLease
            ? DocumentSyntax.Json
            : DocumentSyntax.Yaml;

    /// <summary>Others may edit files of this kind; what is local to the clone is written by this store's commits alone.</summary>
    internal static bool IsShared(DocumentKind kind) =>
        kind is not (DocumentKind.None or DocumentKind.Lease or DocumentKind.WorkflowLease);

    /// <summary>
    /// The document that a relative path names. False for files that hold no document (configuration, retired identifiers) and for names
    /// that are no identifiers.
    /// </summary>
    internal static bool TryGetKey(string relativePath, out DocumentKey key)
    {
        key = default;
        var slash = relativePath.LastIndexOf('/');
        return slash > 0 && TryGetKey(relativePath[..slash], relativePath[(slash + 1)..], out key);
    }

    internal static bool TryGetKey(string folder, string name, out DocumentKey key)
    {
        key = default;
        var kind = KindOf(folder);
        if (kind == DocumentKind.None || !IsDocumentName(kind, name))
        {
            return false;
        }

        var id = name[..^5];
        if (!IsWellFormed(kind, id))
        {
            return false;
        }

        key = new(kind, id);
        return true;
    }

    /// <summary>A name that the Python package would read as a document of the kind, whether or not it is a good identifier.</summary>
    internal static bool IsDocumentName(DocumentKind kind, string name) =>
        name.Length > 5 && name[0] != '.' && name != LearningProfilesFile &&
        name.EndsWith(SyntaxOf(kind) == DocumentSyntax.Json ? ".json" : ".yaml", StringComparison.Ordinal);

    internal static bool IsWellFormed(DocumentKind kind, string id) => kind switch
    {
        DocumentKind.Ticket or DocumentKind.Lease => TicketId.TryParse(id, out _),
        DocumentKind.Epic => EpicId.TryParse(id, out _),
        DocumentKind.BacklogItem => BacklogItemId.TryParse(id, out _),
        DocumentKind.Agent => AgentId.TryParse(id, out _),
        DocumentKind.AgentTask => AgentTaskId.TryParse(id, out _),
        DocumentKind.Workflow or DocumentKind.WorkflowLease => WorkflowId.TryParse(id, out _),
        DocumentKind.WorkflowDefinition => WorkflowDefinitionId.TryParse(id, out _),
        _ => false,
    };

    /// <summary>The name of a temporary file beside its target.</summary>
    internal static string TemporaryPath(string absoluteTarget, ulong unique) => TemporaryName.For(absoluteTarget, unique);

    internal static bool IsTemporaryName(string name) => TemporaryName.Is(name);
}
