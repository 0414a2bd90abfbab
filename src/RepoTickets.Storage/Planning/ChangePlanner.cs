using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Planning;

/// <summary>
/// Turns a change set into the bytes to write: gives out identifiers, checks versions against the files on disk, validates, edits. Runs
/// under the writer lock with the view followed to the end, so what it sees cannot change (by writers of this SDK).
/// </summary>
internal sealed class ChangePlanner(
    DocumentFormat format,
    CurrentFiles files,
    IdentifierAllocator allocator,
    DeletionPlanner deletions,
    Func<TicketsConfiguration> configuration,
    int maximumDocumentBytes)
{
    private const int MaximumLabelLength = 256;
    private const long MaximumWeight = 64L << 20;

    /// <summary>Files up to here cannot reach any limit of the reader: 64 KiB.</summary>
    private const int SurelyReadable = 64 << 10;

    internal PlannedCommit Plan(ChangeSet changes, GroupState group)
    {
        CheckForm(changes);
        var steps = allocator.Resolve(changes.Changes, group);
        steps = deletions.AddCleaning(steps, group);
        var plan = new PlanBuilder(group);
        foreach (var step in steps)
        {
            PlanStep(step, changes.TouchUpdatedAt, plan, group);
        }

        return plan.Build(changes, group, changes.Changes.Count, MaximumWeight);
    }

    private void PlanStep(DocumentChange step, bool touch, PlanBuilder plan, GroupState group)
    {
        switch (step.Kind)
        {
            case ChangeKind.Create:
                PlanCreation(step, plan, group);
                break;
            case ChangeKind.Update:
                PlanUpdate(step, touch, plan, group);
                break;
            case ChangeKind.Delete:
                PlanDeletion(step, plan, group);
                break;
            default:
                CheckVersion(step, files.Find(step.Key, group));
                plan.AddResult(null);
                break;
        }
    }

    private void PlanCreation(DocumentChange step, PlanBuilder plan, GroupState group)
    {
        CheckVersion(step, files.Find(step.Key, group));
        var document = DocumentTimes.Created(step.Document!, group.Now);
        Validate(document);
        document = StoredForm.Of(document, before: null);
        var bytes = Write(document, () => format.Create(document));
        var stored = document with { Version = DocumentVersion.Of(bytes) };
        plan.AddFile(new(null, null, StoreLayout.RelativePath(stored), bytes), stored);
        plan.AddResult(stored);
    }

    private void PlanUpdate(DocumentChange step, bool touch, PlanBuilder plan, GroupState group)
    {
        var current = files.Find(step.Key, group);
        CheckVersion(step, current);
        var before = current.Document ?? throw new DocumentFaultException(current.Fault!);
        var after = step.Document!;
        if (after.Equals(before) && StoreLayout.RelativePath(before) == current.Path)
        {
            plan.AddResult(before);
            return;
        }

        after = touch ? DocumentTimes.Changed(before, after, group.Now) : after;
        Validate(after);
        after = StoredForm.Of(after, before);
        var bytes = Write(after, () => format.Rewrite(current.Text!, before, after));
        var path = StoreLayout.RelativePath(after);
        if (path == current.Path && bytes.AsSpan().SequenceEqual(current.Bytes))
        {
            plan.AddResult(before);
            return;
        }

        if (path != current.Path && current.TwinPath is { } occupied)
        {
            // Putting the file there would either destroy what lies there or leave the change nowhere.
            throw new DocumentFaultException(new(
                occupied, FaultReason.DuplicateDocument, $"{step.Key} is in two files; {current.Path} was changed last and counts. It " +
                    $"cannot move here before repair has set this one aside.", Key: step.Key));
        }

        var stored = after with { Version = DocumentVersion.Of(bytes) };
        if (current.Twin is { } twin && twin.Path == path)
        {
            // The ticket moves to where its other file lies: that one is replaced, knowingly, and this one removed.
            plan.AddFile(new(current.Path, current.Bytes, null, null), null);
            plan.AddFile(new(twin.Path, twin.Bytes, path, bytes), stored);
        }
        else
        {
            plan.AddFile(new(current.Path, current.Bytes, path, bytes), stored);
        }

        plan.AddResult(stored);
    }

    private void PlanDeletion(DocumentChange step, PlanBuilder plan, GroupState group)
    {
        var current = files.Find(step.Key, group);
        CheckVersion(step, current);
        plan.AddFile(new(current.Path, current.Bytes, null, null), null);
        if (current.Twin is { } twin)
        {
            // A crash of the Python package can leave a ticket in both folders; removing one of them would bring the other one back.
            plan.AddFile(new(twin.Path, twin.Bytes, null, null), null);
        }

        foreach (var change in allocator.Retire(step.Key, group))
        {
            plan.AddFile(change, null);
        }

        plan.AddResult(null);
    }

    private static void CheckVersion(DocumentChange step, in CurrentFile current)
    {
        var actual = current.Bytes is null ? DocumentVersion.None : DocumentVersion.Of(current.Bytes);
        if (current.Bytes is null && current.Fault is { } fault)
        {
            // There is something, but it is no file that could be read: neither free to create nor possible to change.
            throw new DocumentFaultException(fault);
        }

        if (actual == step.ExpectedVersion)
        {
            return;
        }

        throw step.Kind is ChangeKind.Update or ChangeKind.Delete && current.Fault is { } broken
            ? new DocumentFaultException(broken)
            : new VersionConflictException(step.Key, step.ExpectedVersion, actual);
    }

    private void Validate(Document document)
    {
        var problems = DocumentValidator.Validate(document, configuration());
        if (problems.Count > 0)
        {
            throw new InvalidDocumentException(document.Key, problems);
        }
    }

    /// <summary>Nothing is stored that could not be read again.</summary>
    private byte[] Write(Document document, Func<byte[]> write)
    {
        byte[] bytes;
        try
        {
            bytes = write();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new InvalidChangeSetException($"{document.Key} cannot be written: {exception.Message}");
        }

        if (bytes.Length > maximumDocumentBytes)
        {
            throw new InvalidChangeSetException(
                $"The file of {document.Key} would have {bytes.Length:N0} bytes; at most {maximumDocumentBytes:N0} are read. Shorten " +
                $"it, or raise MaximumDocumentBytes.");
        }

        return bytes.Length <= SurelyReadable ||
            format.TryRead(document.Key, StoreLayout.RelativePath(document), bytes, out _, out var fault)
            ? bytes
            : throw new InvalidChangeSetException($"The file of {document.Key} could not be read again: {fault.Message}");
    }

    private static void CheckForm(ChangeSet changes)
    {
        if (changes.Changes is null)
        {
            throw new InvalidChangeSetException("The list of changes is null; use an empty one.");
        }

        if (changes.Changes.Count > ChangeSet.MaximumChanges)
        {
            throw new InvalidChangeSetException(
                $"The change set has {changes.Changes.Count:N0} changes; at most {ChangeSet.MaximumChanges:N0} are allowed. Split it.");
        }

        CheckText(changes.Source, nameof(ChangeSet.Source));
        CheckText(changes.CorrelationId, nameof(ChangeSet.CorrelationId));
        CheckText(changes.CausationId, nameof(ChangeSet.CausationId));
        var seen = new HashSet<DocumentKey>();
        foreach (var change in changes.Changes)
        {
            if (change?.Key.Id is null)
            {
                throw new InvalidChangeSetException("A change is null or names its document by a null identifier.");
            }

            if (change.Key.Id.Length > 0 && !seen.Add(change.Key))
            {
                throw new InvalidChangeSetException(
                    $"{DisplayText.Escape(change.Key.ToString())} occurs twice in the change set; a document can be changed once.");
            }
        }
    }

    private static void CheckText(string? text, string name)
    {
        if (text?.Length > MaximumLabelLength)
        {
            throw new InvalidChangeSetException($"{name} is {text.Length} characters long; at most {MaximumLabelLength} are allowed.");
        }
    }
}
