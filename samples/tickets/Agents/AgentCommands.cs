using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Agents;

/// <summary><c>tickets agent …</c>.</summary>
internal static class AgentCommands
{
    internal static Command Build(CommandFrame frame) => new("agent", "Agents, their tasks, and who works on which ticket.")
    {
        ListAgentsCommand.Build(frame),
        CreateAgentCommand.Build(frame),
        ShowAgentCommand.Build(frame),
        ListTasksCommand.Build(frame),
        AssignCommand.Build(frame),
        AutoAssignCommand.Build(frame),
        StartTaskCommand.Build(frame),
        CompleteTaskCommand.Build(frame),
        FailTaskCommand.Build(frame),
        ClaimCommand.Build(frame),
        ReleaseCommand.Build(frame),
        AgentStatsCommand.Build(frame),
        RecommendCommand.Build(frame),
    };

    internal static Argument<AgentId> Agent() => Options.Id<AgentId>("AGENT", "The agent.");

    internal static Argument<AgentTaskId> Task() => Options.Id<AgentTaskId>("TASK", "The task.");

    internal static Option<AgentId?> By() =>
        Options.Parsed<AgentId>("The agent that says so: refused when the task was given to another meanwhile.", "--by");

    internal static int Print(Invocation invocation, string? format, string action, AgentTask task, string sentence)
    {
        ChangePrinter.Print(
            invocation,
            format,
            action,
            task.Key,
            sentence,
            ("ticket", task.TicketId.Value),
            ("agent", task.AgentId.Value),
            ("type", task.TaskType),
            ("priority", task.Priority.Value),
            ("status", EnumTexts.AgentTaskStatus.Write(task.Status)),
            ("description", task.Description));
        return ExitCodes.Success;
    }
}
