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
    private const int Waits = 0;
    private const int Begun = 1;
    private const int Refused = 2;

    private int _state;

    /// <summary>The host's code was called: from here on it may have done anything.</summary>
    internal bool HasBegun => Volatile.Read(ref _state) == Begun;

    /// <summary>The host's code is about to be called; false when it must not be any more.</summary>
    internal bool TryBegin() => Interlocked.CompareExchange(ref _state, Begun, Waits) == Waits;

    /// <summary>The host's code is never called from here on; false when it was.</summary>
    internal bool TryRefuse() => Interlocked.CompareExchange(ref _state, Refused, Waits) != Begun;
}
