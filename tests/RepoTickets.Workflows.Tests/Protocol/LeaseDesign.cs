namespace RepoTickets.Workflows.Tests.Protocol;

/// <summary>What a store checks before it accepts a write under a lease.</summary>
internal enum TokenCheck
{
    /// <summary>Nothing: the holder's belief that it holds the lease is enough.</summary>
    None,

    /// <summary>The store remembers the highest token that a write has presented, and refuses lower ones.</summary>
    WhenPresented,

    /// <summary>The token must be the one that was recorded at the grant, as the writer read a moment ago.</summary>
    RecordedWhenRead,

    /// <summary>The token must be the recorded one, and the lease unchanged between that look and the commit.</summary>
    RecordedInCommit,
}

/// <summary>A way to protect a ticket from holders that woke too late.</summary>
/// <param name="Name">For messages.</param>
/// <param name="ChecksVersion">A write is refused when the ticket changed since the writer read it.</param>
/// <param name="Token">How tokens are checked.</param>
/// <param name="TokensRestart">A released lease is deleted, so that the next grant has the token 1 again.</param>
internal sealed record LeaseDesign(string Name, bool ChecksVersion, TokenCheck Token, bool TokensRestart = false)
{
    public override string ToString() => Name;
}
