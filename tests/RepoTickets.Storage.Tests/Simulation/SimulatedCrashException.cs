namespace RepoTickets.Storage.Tests.Simulation;

/// <summary>The simulated process is dead. Not an input/output error, so that no code under test can take it for one and go on.</summary>
public sealed class SimulatedCrashException(string message) : Exception(message);
