using System.CommandLine;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Epics;

/// <summary><c>tickets epic create|list|show|update|add-ticket|remove-ticket</c>.</summary>
internal static class EpicCommands
{
    internal static Command Build(CommandFrame frame) => new("epic", "Epics: what several tickets are for.")
    {
        CreateEpicCommand.Build(frame),
        ListEpicsCommand.Build(frame),
        ShowEpicCommand.Build(frame),
        UpdateEpicCommand.Build(frame),
        AddTicketCommand.Build(frame),
        RemoveTicketCommand.Build(frame),
    };

    internal static Argument<EpicId> Id() => Options.Id<EpicId>("EPIC", "The epic.");
}
