namespace RepoTickets.LogTriage.Processing;

/// <summary>What an attempt at a group led to: an outcome, or a wish to be called again.</summary>
internal readonly record struct WorkStep
{
    /// <summary>The outcome; null when it is not done.</summary>
    internal TriageOutcome? Outcome { get; private init; }

    /// <summary>A ticket was filed, or it is not known whether: the reservation stays used.</summary>
    internal bool MayBeFiled { get; private init; }

    /// <summary>The ticket, for later questions in this run.</summary>
    internal FiledTicket? Ticket { get; private init; }

    /// <summary>When to try again; null when it is done or waits for other groups.</summary>
    internal TimeSpan? Delay { get; private init; }

    /// <summary>For what it waits when it is not done and has no time.</summary>
    internal GroupWait Wait { get; private init; }

    internal static WorkStep Done(TriageOutcome outcome, FiledTicket? ticket = null, bool mayBeFiled = false) =>
        new() { Outcome = outcome, Ticket = ticket, MayBeFiled = mayBeFiled };

    internal static WorkStep Again(TimeSpan delay) => new() { Delay = delay > TimeSpan.Zero ? delay : TimeSpan.Zero };

    internal static WorkStep WaitFor(GroupWait wait) => new() { Wait = wait };
}
