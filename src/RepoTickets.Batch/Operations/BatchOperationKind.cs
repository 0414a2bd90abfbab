namespace RepoTickets.Batch;

/// <summary>What an operation of a batch does.</summary>
public enum BatchOperationKind
{
    /// <summary>Creates a document.</summary>
    Create,

    /// <summary>Changes a document.</summary>
    Update,

    /// <summary>Removes a document.</summary>
    Delete,

    /// <summary>Does something of the caller's outside the store.</summary>
    Custom,
}
