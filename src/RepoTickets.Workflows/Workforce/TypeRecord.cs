using RepoTickets.Workflows.Learning;

namespace RepoTickets.Workflows.Workforce;

/// <summary>
/// What one agent has done of one type of task: plain counts for people and the Python package, decayed ones to learn from.
/// </summary>
internal sealed record TypeRecord(string Type, int Completed, int Failed, long WholeMinutes, DateTimeOffset LastEnd, DecayedRecord Recent)
{
    internal static TypeRecord Empty(string type) => new(type, 0, 0, 0, default, DecayedRecord.Empty);

    internal TypeRecord Add(TaskFacts task, TimeSpan halfLife)
    {
        var done = task.Status == AgentTaskStatus.Completed;
        return this with
        {
            Completed = Completed + (done ? 1 : 0),
            Failed = Failed + (done ? 0 : 1),
            WholeMinutes = WholeMinutes + (done ? task.WholeMinutes : 0),
            LastEnd = task.EndedAt > LastEnd ? task.EndedAt : LastEnd,
            Recent = Recent.Add(done, task.Minutes, task.EndedAt, halfLife),
        };
    }
}
