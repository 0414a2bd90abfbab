namespace RepoTickets.Fuzz.Engine;

/// <summary>
/// A parser under attack. Inputs follow from a seed alone, and checking one leaves nothing behind, so that each can be run again by itself.
/// </summary>
internal abstract class FuzzTarget
{
    /// <summary>The longest input, in bytes.</summary>
    internal const int MaximumLength = 64 * 1024;

    /// <summary>What one input may take, in processor time of its thread.</summary>
    internal static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(250);

    /// <summary>The name, for the command line and failures: lower case with hyphens.</summary>
    internal abstract string Name { get; }

    /// <summary>What an input may allocate whatever its length, in bytes, with the checks that follow the parser.</summary>
    internal virtual long AllocationFloor => 512 * 1024;

    /// <summary>What it may allocate besides for each of its bytes.</summary>
    internal virtual long AllocationPerByte => 1_000;

    /// <summary>The input of a seed.</summary>
    internal abstract byte[] Make(Random random);

    /// <summary>
    /// Parses the input and holds the result against what is promised. Returns in few words how it ended, such as <c>read</c> or
    /// <c>refused</c>, so that a run can tell how many inputs went how far; throws when a promise is broken.
    /// </summary>
    internal abstract string Check(byte[] input);
}
