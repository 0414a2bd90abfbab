using System.Diagnostics.CodeAnalysis;
using RepoTickets.Tests.Linearizability;

namespace RepoTickets.Workflows.Tests.Processes;

/// <summary>What was asked of the claim of one ticket, with the answer.</summary>
internal enum ClaimCall
{
    /// <summary>Was granted the token.</summary>
    Grant,

    /// <summary>Wrote under the token.</summary>
    Write,

    /// <summary>Closed the ticket under the token, and gave the lease back.</summary>
    Done,

    /// <summary>Was refused as a superseded holder.</summary>
    Lost,
}

internal readonly record struct ClaimOperation(ClaimCall Call, long Token);

/// <summary>The recorded token, whether somebody has it, and whether the work is done.</summary>
internal readonly record struct ClaimState(long Token, bool IsHeld, bool IsDone);

/// <summary>One holder at a time, by token: the claim register as it must look from outside.</summary>
internal sealed class ClaimRegisterModel : ISequentialModel<ClaimState, ClaimOperation>
{
    public ClaimState Initial => default;

    public bool TryApply(ClaimState state, ClaimOperation operation, [NotNullWhen(true)] out ClaimState next)
    {
        var holds = state.IsHeld && state.Token == operation.Token;
        next = operation.Call switch
        {
            ClaimCall.Grant => new(operation.Token, true, false),
            ClaimCall.Done => state with { IsHeld = false, IsDone = true },
            _ => state,
        };
        return operation.Call switch
        {
            ClaimCall.Grant => !state.IsDone && operation.Token == state.Token + 1,
            ClaimCall.Lost => !holds,
            _ => holds,
        };
    }
}
