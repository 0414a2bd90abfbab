namespace RepoTickets.LogTriage;

/// <summary>Whether triage files tickets.</summary>
public enum TriageMode
{
    /// <summary>
    /// Triage writes nothing: no ticket, no comment, no state, no audit line. What would be done is told. The default. Where the target is
    /// the store of the composition, asking it for duplicates opens it, and opening a store may make its own files under
    /// <c>.tickets/.sdk</c> (index, locks) and finish what a dead process left.
    /// </summary>
    DryRun,

    /// <summary>Tickets are filed and commented on.</summary>
    Real,
}

/// <summary>What happens when it cannot be found out whether a fault has a ticket.</summary>
public enum UnknownDuplicatePolicy
{
    /// <summary>The group is tried again and at last left for another run: unknown is not absent. The default.</summary>
    Defer,

    /// <summary>A ticket is filed, which may be the second.</summary>
    Create,
}

/// <summary>What happens when a fault comes back whose ticket is closed.</summary>
public enum RegressionPolicy
{
    /// <summary>The ticket is opened again, with a comment. The default.</summary>
    Reopen,

    /// <summary>A new ticket is filed and linked to the closed one.</summary>
    FileLinked,

    /// <summary>It counts as a duplicate of the closed ticket.</summary>
    Ignore,
}
