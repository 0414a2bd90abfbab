namespace RepoTickets;

/// <summary>Checks documents against the rules of the model and of a repository's configuration. Thread-safe.</summary>
public static partial class DocumentValidator
{
}
