namespace RepoTickets.LogTriage.Intents;

/// <summary>How far a group has come with one target.</summary>
internal enum IntentPhase
{
    /// <summary>No ticket, and nobody is about to file one.</summary>
    None,

    /// <summary>Somebody was about to file one; whether it was filed is known only to the target.</summary>
    Open,

    /// <summary>It has a ticket.</summary>
    Filed,
}

/// <summary>What is remembered of one group and one target. Immutable.</summary>
internal sealed record IntentRecord
{
    internal required string Target { get; init; }

    internal required LogGroupId Group { get; init; }

    internal IntentPhase Phase { get; init; }

    /// <summary>Names the attempt, so that only its own result closes it.</summary>
    internal string Attempt { get; init; } = "";

    /// <summary>Who makes the attempt.</summary>
    internal string Owner { get; init; } = "";

    /// <summary>When the phase began.</summary>
    internal DateTimeOffset At { get; init; }

    /// <summary>When the call of an open attempt has surely ended.</summary>
    internal DateTimeOffset Until { get; init; }

    /// <summary>The ticket, once filed; of an open attempt the closed ticket whose place the new one is to take.</summary>
    internal string Key { get; init; } = "";

    /// <summary>What the analyzer called the fault; for the error type window.</summary>
    internal string ErrorType { get; init; } = "";

    /// <summary>When the fault was last seen to have this ticket.</summary>
    internal DateTimeOffset SeenAt { get; init; }
}
