using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Tests.Linearizability;

/// <summary>What one object does when its operations come one after the other: a register, a lease, a counter.</summary>
/// <typeparam name="TState">A state; compared by value.</typeparam>
/// <typeparam name="TOperation">A call together with its answer.</typeparam>
internal interface ISequentialModel<TState, TOperation>
    where TState : notnull
{
    TState Initial { get; }

    /// <summary>
    /// The state after the operation; false when the answer that the operation carries cannot be given in this state. An operation whose
    /// answer is unknown is only asked for when it takes effect: skipping it is the checker's business.
    /// </summary>
    bool TryApply(TState state, TOperation operation, [NotNullWhen(true)] out TState? next);
}
