namespace RepoTickets.Storage.Tests.Simulation;

/// <summary>One counted call of a simulated process.</summary>
/// <param name="Process">The process, counted from 1.</param>
/// <param name="Number">The call within its process, counted from 1: the number that faults and crashes are given.</param>
/// <param name="Operation">What was called.</param>
/// <param name="Path">On what.</param>
/// <param name="Changes">Whether the call can change the disk; a crash at any other call shows no state that is not shown by these.</param>
/// <param name="Outcome">How it ended.</param>
internal readonly record struct SimulatedCall(int Process, int Number, string Operation, string Path, bool Changes, string Outcome)
{
    public override string ToString() => $"process {Process} call {Number}: {Operation} {Path} -> {Outcome}";
}
