using System.CommandLine;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Backlog;

/// <summary><c>tickets backlog add|list|show|update|convert</c>.</summary>
internal static class BacklogCommands
{
    internal static Command Build(CommandFrame frame) => new("backlog", "The backlog: what may become tickets.")
    {
        AddItemCommand.Build(frame),
        ListItemsCommand.Build(frame),
        ShowItemCommand.Build(frame),
        UpdateItemCommand.Build(frame),
        ConvertItemCommand.Build(frame),
    };

    internal static Argument<BacklogItemId> Id() => Options.Id<BacklogItemId>("ITEM", "The backlog item.");
}
