using System.CommandLine;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Events;

/// <summary><c>tickets events history|stats|clear</c>: over the durable log, so they show what all processes did.</summary>
internal static class EventCommands
{
    internal static Command Build(CommandFrame frame) => new("events", "What happened, whoever did it.")
    {
        EventHistoryCommand.Build(frame),
        EventStatsCommand.Build(frame),
        EventClearCommand.Build(frame),
    };
}
