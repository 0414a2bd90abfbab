namespace RepoTickets.Workflows.Memory;

/// <summary>The texts that most workflows have, by number.</summary>
internal static class RestTexts
{
    internal static readonly string?[] Known =
    [
        null, "", "null", "step_started", "step_completed", "workflow_started", "workflow_completed", "step_skipped", "step_failed",
        "step_retried", "step_cancelled", "workflow_failed", "workflow_cancelled", "true",
    ];

    /// <summary>Its number, counted from 1; 0 for a text that is not among them.</summary>
    internal static int Find(string? text) => Array.IndexOf(Known, text) + 1;
}
