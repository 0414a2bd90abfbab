using System.CommandLine;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Dependencies;

/// <summary><c>tickets dep add|remove|tree|cycle</c>.</summary>
internal static class DependencyCommands
{
    internal static Command Build(CommandFrame frame) => new("dep", "What waits for what.")
    {
        AddDependencyCommand.Build(frame),
        RemoveDependencyCommand.Build(frame),
        DependencyTreeCommand.Build(frame),
        DependencyCycleCommand.Build(frame),
    };
}
