namespace RepoTickets.Workflows.Tests.Protocol;

/// <summary>How far a holder is. It may be paused for any time before each step: the search interleaves them in every way.</summary>
internal enum Stage
{
    Idle,
    Granted,
    HasRead,
    HasChecked,
    HasWritten,
    Done,
}

/// <summary>What a holder remembers.</summary>
/// <param name="Stage">How far it is.</param>
/// <param name="Grant">Which grant of all it was given; what nobody in the protocol can see, and by which right and wrong are told.</param>
/// <param name="Token">Its token.</param>
/// <param name="SeenTicket">The version of the ticket that it read.</param>
/// <param name="SeenLease">The version of the lease that it checked.</param>
internal readonly record struct HolderState(Stage Stage, int Grant, int Token, int SeenTicket, int SeenLease);

/// <summary>Everything: the ticket, its lease, and three holders.</summary>
/// <param name="Ticket">The version of the ticket.</param>
/// <param name="Owner">The number of the recorded holder; -1 for none.</param>
/// <param name="Grant">How many grants there were.</param>
/// <param name="Token">The recorded token.</param>
/// <param name="Lease">The version of the lease: every commit to it makes a new one.</param>
/// <param name="IsExpired">The recorded lease has run out, by the clock of whoever looks.</param>
/// <param name="Presented">The highest token that a write has presented.</param>
/// <param name="OutsiderEdits">How often somebody without a claim edited the ticket.</param>
/// <param name="Renewals">How often a lease was renewed.</param>
internal readonly record struct ProtocolState(
    int Ticket,
    int Owner,
    int Grant,
    int Token,
    int Lease,
    bool IsExpired,
    int Presented,
    int OutsiderEdits,
    int Renewals,
    HolderState First,
    HolderState Second,
    HolderState Third)
{
    internal static ProtocolState Initial => default(ProtocolState) with { Owner = -1 };

    internal HolderState this[int holder] => holder switch { 0 => First, 1 => Second, _ => Third };

    internal ProtocolState With(int holder, HolderState state) => holder switch
    {
        0 => this with { First = state },
        1 => this with { Second = state },
        _ => this with { Third = state },
    };
}
