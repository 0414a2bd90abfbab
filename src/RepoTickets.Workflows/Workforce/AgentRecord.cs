using System.Collections.Immutable;

namespace RepoTickets.Workflows.Workforce;

/// <summary>What is known of one agent beside its document: its open tasks, and what it did, by type. Immutable.</summary>
internal sealed record AgentRecord(ImmutableDictionary<AgentTaskId, TaskFacts> Open, ImmutableDictionary<string, TypeRecord> Types)
{
    internal static AgentRecord Empty { get; } = new(
        ImmutableDictionary<AgentTaskId, TaskFacts>.Empty, ImmutableDictionary.Create<string,
        TypeRecord>(StringComparer.OrdinalIgnoreCase));

    internal AgentRecord Add(TaskFacts task, TimeSpan halfLife)
    {
        if (task.IsOpen)
        {
            return this with { Open = Open.SetItem(task.Id, task) };
        }

        if (!task.Counts)
        {
            return this;
        }

        var known = Types.GetValueOrDefault(task.Type) ?? TypeRecord.Empty(task.Type);
        return this with { Types = Types.SetItem(known.Type, known.Add(task, halfLife)) };
    }

    internal AgentRecord Close(AgentTaskId task) => this with { Open = Open.Remove(task) };
}
