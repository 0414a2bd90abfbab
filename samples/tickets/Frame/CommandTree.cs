using System.CommandLine;
using RepoTickets.CommandLine.Agents;
using RepoTickets.CommandLine.Backlog;
using RepoTickets.CommandLine.Batches;
using RepoTickets.CommandLine.Dependencies;
using RepoTickets.CommandLine.Epics;
using RepoTickets.CommandLine.Events;
using RepoTickets.CommandLine.Logging;
using RepoTickets.CommandLine.Reports;
using RepoTickets.CommandLine.Requirements;
using RepoTickets.CommandLine.Screen;
using RepoTickets.CommandLine.Shells;
using RepoTickets.CommandLine.Store;
using RepoTickets.CommandLine.Tickets;
using RepoTickets.CommandLine.Triage;
using RepoTickets.CommandLine.Workflows;

namespace RepoTickets.CommandLine.Frame;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    internal static IReadOnlyList<CommandEntry> Entries { get; } =
    [
        new("init", InitCommand.Build),
        new("create", CreateCommand.Build),
        new("list", ListCommand.Build),
        new("show", ShowCommand.Build),
        new("update", UpdateCommand.Build),
        new("close", CloseCommand.Build),
        new("search", SearchCommand.Build),
        new("list-summary", ListSummaryCommand.Build),
        new("reopen", ReopenCommand.Build),
        new("delete", DeleteCommand.Build),
        new("query", QueryCommand.Build),
        new("comment", CommentCommand.Build),
        new("journal", JournalCommand.Build),
        new("time", TimeCommand.Build),
        new("stats", StatsCommand.Build),
        new("ready", ReadyCommand.Build),
        new("tui", TuiCommand.Build),
        new("blocked", BlockedCommand.Build),
        new("dep", DependencyCommands.Build),
        new("requirements", RequirementCommands.Build),
        new("epic", EpicCommands.Build),
        new("backlog", BacklogCommands.Build),
        new("agent", AgentCommands.Build),
        new("workflow", WorkflowCommands.Build),
        new("triage", TriageCommand.Build),
        new("batch", BatchCommands.Build),
        new("export", ExportCommand.Build),
        new("import", ImportCommand.Build),
        new("events", EventCommands.Build),
        new("watch", WatchCommand.Build),
        new("logs", LogsCommand.Build),
        new("undo", UndoCommand.Build),
        new("verify", VerifyCommand.Build),
        new("repair", RepairCommand.Build),
        new("config", ConfigCommand.Build),
        new("status", StatusCommand.Build),
        new("report", ReportCommand.Build),
        new("metrics", MetricsCommand.Build),
        new("health", HealthCommand.Build),
        new("schema", SchemaCommand.Build),
        new("completion", CompletionCommand.Build),
        new("cache-stats", CacheStatsCommand.Build),
        new("rebuild-index", RebuildIndexCommand.Build),
    ];

    /// <param name="frame">What all commands have in common.</param>
    /// <param name="name">The command that is asked for: only that is made. Null for all.</param>
    internal static RootCommand Build(CommandFrame frame, string? name)
    {
        var root = new RootCommand("Tickets kept as YAML files in a repository.") { frame.Repository, frame.Yes };
        foreach (var entry in Entries)
        {
            if (name is null || entry.Name == name)
            {
                root.Add(entry.Build(frame));
            }
        }

        return root;
    }

    /// <summary>The command that arguments ask for, when that can be told from the first of them.</summary>
    internal static string? FindName(string[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--repo")
            {
                i++;
            }
            else if (!arguments[i].StartsWith('-'))
            {
                // Completion begins with a directive in brackets: it wants to know all commands.
                return Entries.Any(entry => entry.Name == arguments[i]) ? arguments[i] : null;
            }
        }

        return null;
    }
}
