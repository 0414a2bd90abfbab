namespace RepoTickets.Workflows;

/// <summary>How far one step is, as <see cref="WorkflowProgress"/> needs it.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="HasEnded">Whether it has ended, in whichever way; skipped counts.</param>
/// <param name="Duration">How long it took, has taken so far, or is expected to take; negative counts as zero.</param>
public sealed record StepTiming(string Step, bool HasEnded, TimeSpan Duration)
{
    /// <summary>
    /// Whether nothing of it is left to do: it was completed, or skipped. False for one that failed, was cancelled or was undone. Default:
    /// as <see cref="HasEnded"/>.
    /// </summary>
    public bool IsDone { get; init; } = HasEnded;
}
