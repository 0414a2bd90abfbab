using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Planning;

/// <summary>
/// Gives identifiers to new documents, under the writer lock: no two processes can be given the same one, and none that was deleted comes
/// back, whoever chose it.
/// </summary>
internal sealed class IdentifierAllocator(
    IFileSystem fileSystem,
    StoreLayout layout,
    StoreView view,
    RetiredNumbers retired,
    IIdentifierGenerator generator,
    TicketIdScheme scheme,
    Func<TicketsConfiguration> configuration)
{
    private readonly GivenIdentifiers _given = new(fileSystem, layout, retired);
    private TicketsConfiguration? _checked;

    /// <summary>Replaces unassigned identifiers and placeholders throughout the changes.</summary>
    /// <exception cref="InvalidDocumentException">An identifier that the caller chose is not to be had.</exception>
    internal IReadOnlyList<DocumentChange> Resolve(ChangeSet set, GroupState group)
    {
        var changes = set.Changes;
        var names = new Dictionary<DocumentKey, string>();
        var given = changes.Where(static change => change.Kind == ChangeKind.Create && !NeedsIdentifier(change.Key)).ToList();
        _given.Check(given, set.MayReuseIdentifiers, group);
        foreach (var change in given)
        {
            // The caller has chosen this one: none of those that are chosen here may be the same, wherever it stands in the set.
            group.NoteName(change.Key);
        }

        var resolved = new List<DocumentChange>(changes.Count);

        // Asking for the configuration looks at its file.
        var prefix = new Lazy<string>(ConfiguredPrefix);
        foreach (var change in changes)
        {
            resolved.Add(change.Kind == ChangeKind.Create && NeedsIdentifier(change.Key) 
                ? Assign(change, names, prefix, group)
                : change);
        }

        return names.Count == 0 ? resolved : resolved.ConvertAll(change => Rename(change, names));
    }

    /// <summary>What must be written so that the identifier of a deleted document is never given out again.</summary>
    internal IEnumerable<FileChange> Retire(DocumentKey key, GroupState group)
    {
        if (key.Kind is not (DocumentKind.Ticket or DocumentKind.Epic or DocumentKind.BacklogItem) || !NumberedId.TryParse(
            key.Id, out var id))
        {
            yield break;
        }

        if (id.Number >= HighestPresent(key.Kind, id.Prefix, group) && retired.Retire(key.Kind, id.Prefix, id.Number, group) is { } change)
        {
            group.NoteNumber(Scope(key.Kind, id.Prefix), id.Number);
            yield return change;
        }
    }

    private static bool NeedsIdentifier(DocumentKey key) => key.Id.Length == 0 || key.Id[0] == '?';

    private DocumentChange Assign(
        DocumentChange change, Dictionary<DocumentKey, string> names, Lazy<string> prefix, GroupState group)
    {
        var id = Choose(change.Document!, prefix, group);
        group.NoteChosen(new(change.Key.Kind, id));
        if (change.Key.Id.Length > 0)
        {
            names.Add(change.Key, id);
        }

        var own = new Dictionary<DocumentKey, string> { [change.Key] = id };
        return DocumentChange.Create(DocumentReferences.Replace(change.Document!, own));
    }

    private static DocumentChange Rename(DocumentChange change, Dictionary<DocumentKey, string> names) => change.Kind switch
    {
        ChangeKind.Create or ChangeKind.Update when change.IsRestoration =>
            DocumentChange.Restore(DocumentReferences.Replace(change.Document!, names), change.ExpectedVersion),
        ChangeKind.Create => DocumentChange.Create(DocumentReferences.Replace(change.Document!, names)),
        ChangeKind.Update => DocumentChange.Update(DocumentReferences.Replace(change.Document!, names)),
        _ => change,
    };

    private string Choose(Document document, Lazy<string> prefix, GroupState group) => document switch
    {
        Ticket ticket => ChooseForTicket(ticket, prefix, group),
        Epic epic => NextNumber(DocumentKind.Epic, IdentifierProposal.PrefixFor(DocumentKind.Epic, epic.Title), group),
        BacklogItem item => NextNumber(DocumentKind.BacklogItem, IdentifierProposal.PrefixFor(DocumentKind.BacklogItem, item.Title), group),
        Agent agent =>
            Noted(DocumentKind.Agent, IdentifierProposal.ForAgent(agent.Name, id => Exists(new(DocumentKind.Agent, id), group)), group),
        Lease => throw new InvalidChangeSetException(
            "A lease goes by the identifier of its ticket: create the ticket first, then the lease with the identifier that it was given."),
        WorkflowInstance => FreeRandom(DocumentKind.Workflow, () => IdentifierProposal.ForWorkflow(generator), group),
        StoredWorkflowDefinition or WorkflowLease => throw new InvalidChangeSetException(
            $"A {document.GetType().Name} has no identifier of its own choosing: give it one before it is created."),
        _ => FreeRandom(document.Key.Kind, () => IdentifierProposal.ForTask(generator), group),
    };

    private string ChooseForTicket(Ticket ticket, Lazy<string> prefix, GroupState group) => scheme switch
    {
        TicketIdScheme.PrefixNumber => NextNumber(DocumentKind.Ticket, prefix.Value, group),
        TicketIdScheme.TimeOrdered => FreeRandom(
            DocumentKind.Ticket, () => IdentifierProposal.TimeOrdered(prefix.Value, group.Now, generator), group),
        _ => NextNumber(DocumentKind.Ticket, IdentifierProposal.PrefixFor(DocumentKind.Ticket, ticket.Title), group),
    };

    /// <summary>
    /// The prefix of the configuration. Whatever an editor wrote there, no path is made of it unless it can begin an identifier.
    /// </summary>
    private string ConfiguredPrefix()
    {
        var current = configuration();
        if (ReferenceEquals(current, _checked))
        {
            return current.IdPrefix;
        }

        if (DocumentValidator.Validate(current).FirstOrDefault(static problem => problem.Field == "id_prefix") is { } problem)
        {
            throw new DocumentFaultException(new(StoreLayout.ConfigurationFile, FaultReason.Content, problem.ToString()));
        }

        _checked = current;
        return current.IdPrefix;
    }

    private string NextNumber(DocumentKind kind, string prefix, GroupState group)
    {
        var scope = Scope(kind, prefix);

        // Within a group nobody else gives numbers out: what the group gave out last is the highest.
        var number = group.HighestNumber(scope);
        if (number == 0)
        {
            number = Math.Max(HighestPresent(kind, prefix, group), retired.Highest(kind, prefix, group));
        }

        NumberedId id;
        do
        {
            id = new(prefix, ++number);
        }
        while (Exists(new(kind, id.ToString()), group));

        group.NoteNumber(scope, number);
        return id.ToString();
    }

    private static string Noted(DocumentKind kind, string id, GroupState group)
    {
        group.NoteName(new(kind, id));
        return id;
    }

    private string FreeRandom(DocumentKind kind, Func<string> next, GroupState group)
    {
        string id;
        do
        {
            id = next();
        }
        while (Exists(new(kind, id), group));

        return Noted(kind, id, group);
    }

    private static string Scope(DocumentKind kind, string prefix) => $"{kind}/{prefix}";

    private int HighestPresent(DocumentKind kind, string prefix, GroupState group) =>
        Math.Max(group.HighestNumber(Scope(kind, prefix)), kind == DocumentKind.Ticket
            ? view.Index.Snapshot.HighestNumber(prefix)
            : group.ListedNumber(Scope(kind, prefix), () => HighestListed(kind, prefix)));

    private int HighestListed(DocumentKind kind, string prefix)
    {
        var highest = 0;
        foreach (var folder in StoreLayout.FoldersOf(kind))
        {
            foreach (var name in fileSystem.ListNames(layout.Absolute(folder)) ?? [])
            {
                if (StoreLayout.TryGetKey(folder, name, out var key) && NumberedId.TryParse(key.Id, out var id) && id.Prefix == prefix)
                {
                    highest = Math.Max(highest, id.Number);
                }
            }
        }

        return highest;
    }

    /// <summary>Whatever has the name, readable or not, a file or not: the identifier is taken.</summary>
    private bool Exists(DocumentKey key, GroupState group)
    {
        if (group.HasName(key))
        {
            return true;
        }

        return _given.HasFile(key, group) || _given.FindTwin(key, group) is not null;
    }
}
