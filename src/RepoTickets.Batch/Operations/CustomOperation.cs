namespace RepoTickets.Batch;

/// <summary>
/// Something outside the store that takes part in a batch, such as a message or a file.
/// </summary>
/// <remarks>
/// <para>
/// Guaranteed in an atomic batch: <c>apply</c> runs once, after everything was planned and validated and before the commit, in the order of
/// the batch. If it throws, or the commit does not happen (refused, conflict, cancelled), the <c>undo</c> of those whose <c>apply</c> had
/// returned runs in reverse order; that of the one that threw does not. An <c>undo</c> that throws is reported and the others run all the
/// same. Nothing is undone when it cannot be found out whether the commit happened (<see cref="BatchOutcome.Unknown"/>). In a dry run
/// neither runs.
/// </para>
/// <para>
/// In a best-effort batch <c>apply</c> runs when its turn comes, after the commit of what stands before it; <c>undo</c> runs at the end if
/// other operations depend on it and none of them was done.
/// </para>
/// <para>Not guaranteed: that <c>undo</c> runs when the process dies between <c>apply</c> and the commit. Make both repeatable.</para>
/// </remarks>
public sealed record CustomOperation : BatchOperation
{
    internal CustomOperation(string name, Func<CancellationToken, ValueTask> apply, Func<ValueTask>? undo)
    {
        Name = name;
        Apply = apply;
        Undo = undo;
    }

    /// <summary>What reports call it.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override BatchOperationKind Kind => BatchOperationKind.Custom;

    /// <inheritdoc/>
    public override DocumentKey? Key => null;

    internal Func<CancellationToken, ValueTask> Apply { get; }

    internal Func<ValueTask>? Undo { get; }
}
