namespace RepoTickets;

/// <summary>A change set is refused because documents break rules of the model. Nothing was written.</summary>
public sealed class InvalidDocumentException(DocumentKey key, ValueList<FieldProblem> problems)
    : RepoTicketsException($"{key} is not valid: {string.Join("; ", problems)}")
{
    /// <summary>The document.</summary>
    public DocumentKey Key { get; } = key;

    /// <summary>Every rule it breaks.</summary>
    public ValueList<FieldProblem> Problems { get; } = problems;
}

/// <summary>
/// A document is not in the version that a change expects: somebody else changed, created or deleted it. Nothing was written.
/// </summary>
public sealed class VersionConflictException(DocumentKey key, DocumentVersion expected, DocumentVersion actual)
    : RepoTicketsException(Describe(key, expected, actual))
{
    /// <summary>The document.</summary>
    public DocumentKey Key { get; } = key;

    /// <summary>The version that the change named; none when the document was expected not to exist.</summary>
    public DocumentVersion Expected { get; } = expected;

    /// <summary>The version on disk; none when the document does not exist.</summary>
    public DocumentVersion Actual { get; } = actual;

    private static string Describe(DocumentKey key, DocumentVersion expected, DocumentVersion actual) =>
        (expected.IsNone, actual.IsNone) switch
    {
        (true, _) => $"{key} exists already (version {actual}). Choose another identifier, or read it and update it.",
        (_, true) => $"{key} does not exist; version {expected} was expected. It was deleted since it was read.",
        _ =>
            $"{key} was changed by somebody else: version {expected} was expected, {actual} is there. Read it again and repeat the change.",
    };
}

/// <summary>
/// A change set would put files back as they were (<see cref="DocumentChange.Restore"/>), and the store no longer has them. Nothing was
/// written.
/// </summary>
public sealed class FormerFileExpiredException(ValueList<DocumentKey> keys)
    : RepoTicketsException(
        $"The former file of {string.Join(", ", keys.Take(10))}{(keys.Count > 10 ? $" and {keys.Count - 10} more" : "")} is not kept " +
        "any more. " +
        "Create (with MayReuseIdentifiers) or update without restoring, which loses what only the file had, or take it from the " +
        "history of the repository.")
{
    /// <summary>The documents whose former files are not kept.</summary>
    public ValueList<DocumentKey> Keys { get; } = keys;
}

/// <summary>A document that is needed does not exist.</summary>
public sealed class DocumentNotFoundException(DocumentKey key) : RepoTicketsException($"{key} does not exist.")
{
    /// <summary>The document.</summary>
    public DocumentKey Key { get; } = key;
}

/// <summary>A file cannot be read, and the operation needs it. Its bytes were left as they are.</summary>
public sealed class DocumentFaultException(DocumentFault fault) : RepoTicketsException(fault.ToString())
{
    /// <summary>Where and what.</summary>
    public DocumentFault Fault { get; } = fault;
}

/// <summary>A deletion is refused because other documents refer to the document. Nothing was written.</summary>
/// <param name="key">The document that was to be deleted.</param>
/// <param name="references">All references to it that keep it.</param>
/// <param name="isCleaning">References were to be cleaned away; these cannot be. Default false.</param>
public sealed class DanglingReferenceException(DocumentKey key, ValueList<DocumentReference> references, bool isCleaning = false)
    : RepoTicketsException(
        $"{key} is referred to by " +
        $"{string.Join(", ", references.Take(10))}{(references.Count > 10 ? $" and {references.Count - 10} more" : "")}. " +
        (isCleaning
            ? "Cleaning does not help: a task that has not ended keeps its ticket, and every task its agent. " +
                "Complete, fail or cancel the task first, or delete it."
            : "Remove the references first, or delete with the policy that cleans them."))
{
    /// <summary>The document that was to be deleted.</summary>
    public DocumentKey Key { get; } = key;

    /// <summary>All references to it.</summary>
    public ValueList<DocumentReference> References { get; } = references;
}

/// <summary>
/// A change set is not well-formed: too large, a document twice, an identifier that cannot be stored. Nothing was written.
/// </summary>
public sealed class InvalidChangeSetException(string message) : RepoTicketsException(message);

/// <summary>A query's text cannot be understood.</summary>
public sealed class QuerySyntaxException(string query, int position, string message)
    : RepoTicketsException($"{message} At character {position + 1} of '{DisplayText.Escape(query)}'.")
{
    /// <summary>The text.</summary>
    public string Query { get; } = query;

    /// <summary>The character, counted from 0, at which it went wrong.</summary>
    public int Position { get; } = position;
}
