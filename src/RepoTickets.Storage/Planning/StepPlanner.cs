using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Planning;

/// <summary>
/// Plans one change of a set: reads what is on disk, checks the version, validates, edits. Changes nothing, not even the group, so that the
/// steps of a set can be planned side by side. Thread-safe.
/// </summary>
internal sealed class StepPlanner(DocumentFormat format, CurrentFiles files, int maximumDocumentBytes)
{
    /// <summary>Files up to here cannot reach any limit of the reader: 64 KiB.</summary>
    private const int SurelyReadable = 64 << 10;

    /// <param name="step">The change.</param>
    /// <param name="touch">The times of the change are set.</param>
    /// <param name="rules">What documents are checked against.</param>
    /// <param name="formerFiles">The bytes of the files that are to be put back.</param>
    /// <param name="group">What the group has planned so far.</param>
    internal PlannedStep Plan(
        DocumentChange step, bool touch, Lazy<TicketsConfiguration> rules, IReadOnlyDictionary<DocumentKey, byte[]> formerFiles,
        GroupState group)
    {
        switch (step.Kind)
        {
            case ChangeKind.Create or ChangeKind.Update when step.IsRestoration:
                return PlanRestoration(step, rules, formerFiles, group);
            case ChangeKind.Create:
                return PlanCreation(step, rules, group);
            case ChangeKind.Update:
                return PlanUpdate(step, touch, rules, group);
            case ChangeKind.Delete:
                return PlanDeletion(step, group);
            default:
                CheckVersion(step, files.Find(step.Key, group));
                return PlannedStep.Nothing(null);
        }
    }

    private PlannedStep PlanCreation(DocumentChange step, Lazy<TicketsConfiguration> rules, GroupState group)
    {
        if (!group.HasChosen(step.Key))
        {
            CheckVersion(step, files.Find(step.Key, group));
        }

        var document = DocumentTimes.Created(step.Document!, group.Now);
        Validate(document, rules.Value);
        document = StoredForm.Of(document, before: null, format.Timestamps);
        var bytes = Write(document, () => format.Create(document));
        var stored = document with { Version = DocumentVersion.Of(bytes) };
        return PlannedStep.Of(
            stored, new FileChange(null, null, StoreLayout.RelativePath(stored), bytes) { AfterDocument = stored, IsCanonical = true });
    }

    private PlannedStep PlanUpdate(DocumentChange step, bool touch, Lazy<TicketsConfiguration> rules, GroupState group)
    {
        var current = files.Find(step.Key, group);
        CheckVersion(step, current);
        var before = current.Document ?? throw new DocumentFaultException(current.Fault!);
        var after = step.Document!;
        if (after.Equals(before) && StoreLayout.RelativePath(before) == current.Path)
        {
            return PlannedStep.Nothing(before);
        }

        after = touch ? DocumentTimes.Changed(before, after, group.Now) : after;
        if (current.TwinPath is { } other && before is Ticket was && after is Ticket now && now.UpdatedAt < was.UpdatedAt)
        {
            // What was changed last counts: with an earlier time the other file may win, and the change would be answered and not be seen.
            throw InTwoFiles(step.Key, current, other, "It cannot be given an earlier time of change");
        }

        Validate(after, rules.Value);
        after = StoredForm.Of(after, before, format.Timestamps);
        var isCanonical = current.IsCanonical || format.IsCanonical(before, current.Bytes);
        var bytes = Write(after, () => isCanonical ? format.Create(after) : format.Rewrite(current.Text!, before, after));
        return Replace(step.Key, current, before, after, bytes, isCanonical);
    }

    /// <summary>
    /// Writes the bytes that the file had once. They were in the store, so they are not validated again; where the caller changed something
    /// in them, the whole document is, like that of every other change.
    /// </summary>
    private PlannedStep PlanRestoration(
        DocumentChange step, Lazy<TicketsConfiguration> rules, IReadOnlyDictionary<DocumentKey, byte[]> formerFiles, GroupState group)
    {
        var current = files.Find(step.Key, group);
        CheckVersion(step, current);
        if (current is { Bytes: not null, Document: null })
        {
            // Nobody can say what would be lost; whoever repairs the file can.
            throw new DocumentFaultException(current.Fault!);
        }

        var bytes = formerFiles[step.Key];
        if (!format.TryRead(step.Key, StoreLayout.RelativePath(step.Document!), bytes, out var former, out var text, out var fault))
        {
            throw new DocumentFaultException(fault);
        }

        var after = former;
        if (!step.Document!.Equals(former))
        {
            Validate(step.Document, rules.Value);
            after = StoredForm.Of(step.Document, former, format.Timestamps);
            bytes = Write(after, () => format.Rewrite(text, former, after));
        }

        if (current.TwinPath is { } other && StoreLayout.RelativePath(after) == current.Path &&
            !bytes.AsSpan().SequenceEqual(current.Bytes))
        {
            // What was changed last counts, and the former file may be older than the one that does not count now: that would win.
            throw InTwoFiles(step.Key, current, other, "It cannot be put back");
        }

        return Replace(step.Key, current, current.Document, after, bytes, isCanonical: false);
    }

    /// <summary>Puts bytes in the place of what is there, if anything is, moving the file where the document now belongs.</summary>
    private static PlannedStep Replace(
        DocumentKey key, in CurrentFile current, Document? before, Document after, byte[] bytes, bool isCanonical)
    {
        var path = StoreLayout.RelativePath(after);
        if (path == current.Path && bytes.AsSpan().SequenceEqual(current.Bytes))
        {
            return PlannedStep.Nothing(before);
        }

        if (path != current.Path && current.TwinPath is { } occupied)
        {
            // Putting the file there would either destroy what lies there or leave the change nowhere.
            throw InTwoFiles(key, current, occupied, "It cannot move here");
        }

        var stored = after with { Version = DocumentVersion.Of(bytes) };
        return PlannedStep.Of(stored, new FileChange(current.Path, current.Bytes, path, bytes)
        {
            BeforeDocument = before, AfterDocument = stored, IsCanonical = isCanonical,
        });
    }

    private static DocumentFaultException InTwoFiles(DocumentKey key, in CurrentFile current, string other, string consequence) => new(new(
        other,
        FaultReason.DuplicateDocument,
        $"{key} is in two files; {current.Path} was changed last and counts. {consequence} before repair has set this one aside.",
        Key: key));

    private PlannedStep PlanDeletion(DocumentChange step, GroupState group)
    {
        var current = files.Find(step.Key, group);
        CheckVersion(step, current);
        var removal = new FileChange(current.Path, current.Bytes, null, null);

        // A crash of the Python package can leave a ticket in both folders; removing one of them would bring the other one back.
        return current.Twin is { } twin
            ? PlannedStep.Of(step.Key, removal, new(twin.Path, twin.Bytes, null, null))
            : PlannedStep.Of(step.Key, removal);
    }

    private static void CheckVersion(DocumentChange step, in CurrentFile current)
    {
        var actual = current.Bytes is null ? DocumentVersion.None
            : current.Document is { Version.IsNone: false } read ? read.Version
            : DocumentVersion.Of(current.Bytes);
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

    private static void Validate(Document document, TicketsConfiguration rules)
    {
        var problems = DocumentValidator.Validate(document, rules);
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
                $"The file of {document.Key} would have {bytes.Length:N0} bytes; at most {maximumDocumentBytes:N0} are read. " +
                "Shorten it, or raise MaximumDocumentBytes.");
        }

        return bytes.Length <= SurelyReadable ||
            format.TryRead(document.Key, StoreLayout.RelativePath(document), bytes, out _, out var fault)
            ? bytes
            : throw new InvalidChangeSetException($"The file of {document.Key} could not be read again: {fault.Message}");
    }
}
