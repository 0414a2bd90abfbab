namespace RepoTickets.LogTriage.Intents;

/// <summary>The answer to "may I file a ticket for this group?".</summary>
internal enum ClaimVerdict
{
    /// <summary>Yes; the intent is on the device.</summary>
    Granted,

    /// <summary>It has a ticket.</summary>
    Filed,

    /// <summary>An earlier attempt has no result; it must be settled first.</summary>
    Unsettled,

    /// <summary>Another process is at it.</summary>
    Busy,
}

/// <summary>The verdict and the record that it rests on.</summary>
/// <param name="Verdict">What may be done.</param>
/// <param name="Record">The intent that was granted, or what stands in its way.</param>
internal readonly record struct ClaimAnswer(ClaimVerdict Verdict, IntentRecord Record);
