namespace RepoTickets.Workflows.Engine;

/// <summary>One attempt at a step of code.</summary>
/// <param name="Cell">The workflow.</param>
/// <param name="Step">The step, or the item of a for-each.</param>
/// <param name="Code">The name of the code.</param>
/// <param name="Context">What it works on.</param>
/// <param name="Token">The grant under which it was begun.</param>
/// <param name="Stop">Stops it.</param>
internal sealed record CodeCall(
    WorkflowCell Cell, string Step, string Code, StepContext Context, long Token, CancellationTokenSource Stop)
{
    /// <summary>The host's code was called: from here on it may have done anything.</summary>
    internal bool HasBegun { get; set; }
}
