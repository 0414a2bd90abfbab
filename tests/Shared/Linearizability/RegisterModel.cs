using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Tests.Linearizability;

/// <summary>What was done to a register.</summary>
internal enum RegisterCall
{
    /// <summary>Read; the value is what was seen.</summary>
    Read,

    /// <summary>Replaced the expected value.</summary>
    Swap,

    /// <summary>Was refused because the register did not hold the expected value.</summary>
    SwapRefused,
}

/// <summary>A call to a register whose every write gives a value that occurs once, so that a value is a version.</summary>
internal readonly record struct RegisterOperation(RegisterCall Call, long Expected, long Value);

/// <summary>One value, read and replaced by compare-and-swap.</summary>
internal sealed class RegisterModel(long initial) : ISequentialModel<long, RegisterOperation>
{
    public long Initial => initial;

    public bool TryApply(long state, RegisterOperation operation, [NotNullWhen(true)] out long next)
    {
        next = operation.Call == RegisterCall.Swap ? operation.Value : state;
        return operation.Call switch
        {
            RegisterCall.Read => operation.Value == state,
            RegisterCall.Swap => operation.Expected == state,
            _ => operation.Expected != state,
        };
    }
}
