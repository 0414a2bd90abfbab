using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>What a message leads to: a new state, and what is to be done.</summary>
internal sealed record Step(ScreenState State, params IReadOnlyList<ScreenEffect> Effects);
