using RepoTickets.Workflows.Committing;
using RepoTickets.Workflows.Tasks;

namespace RepoTickets.Workflows.Distribution;

/// <summary>
/// One attempt to assign many tasks: fills the working set with those that can be assigned and notes a reason for each of the others. The
/// documents have been read. Not thread-safe.
/// </summary>
internal sealed class AssignmentPlan(
    WorkingSet set, TaskBook book, Candidates? candidates, TicketsConfiguration configuration, int count,
    IProgress<DistributionProgress>? progress)
{
    private readonly AssignmentOutcome[] _outcomes = new AssignmentOutcome[count];
    private readonly AgentTaskId[] _tasks = new AgentTaskId[count];
    private int _done;
    private int _assigned;

    /// <summary>Creates a task for a request and gives it to an agent.</summary>
    internal void Add(int index, TaskRequest request) => Try(index, () =>
    {
        var draft = request.ToTask(default);
        DocumentValidator.ThrowIfInvalid(draft, configuration, allowPlaceholders: true);
        set.Get<Ticket>(request.TicketId.Key);
        var (agent, score) = Choose(request, AgentTaskId.Placeholder($"task-{index}"));
        var task = book.Add(request, $"task-{index}");
        return (book.Give(task, agent), score);
    });

    /// <summary>Gives a task that waits to an agent.</summary>
    internal void AddWaiting(int index, AgentTask? waiting, AgentTaskId id) => Try(index, () =>
    {
        var task = waiting ?? throw new DocumentNotFoundException(id.Key);
        var request = new TaskRequest
        {
            TicketId = task.TicketId, TaskType = task.TaskType, Description = task.Description, Priority = task.Priority,
            Instructions = task.Instructions, ExpectedOutput = task.ExpectedOutput, Context = task.Context,
            EstimatedDurationMinutes = task.EstimatedDurationMinutes,
        };
        var (agent, score) = Choose(request, task.Id);
        return (book.Give(task, agent), score);
    });

    /// <summary>The outcomes with the tasks as the store has them.</summary>
    internal AssignmentOutcome[] Finish(CommitResult? result)
    {
        if (result is null)
        {
            return _outcomes;
        }

        var stored = new Dictionary<DocumentKey, Document?>();
        for (var i = 0; i < set.Order.Count; i++)
        {
            stored[set.Order[i]] = result.Documents[i];
        }

        return
        [
            .. _outcomes.Select(outcome =>
                outcome.IsAssigned ? outcome with { Task = (AgentTask)stored[_tasks[outcome.Index].Key]! } : outcome),
        ];
    }

    private (AgentId Agent, AssignmentScore? Score) Choose(TaskRequest request, AgentTaskId task)
    {
        if (request.AgentId is { } named)
        {
            // Before anything of the request is noted, so that a refusal leaves no trace.
            TaskBook.Accept(set.Get<Agent>(named.Key), task, request.TaskType);
            return (named, null);
        }

        if (candidates is null)
        {
            throw new TaskRefusedException("The request names no agent. Name one, or let the distributor choose with AutoDistributeAsync.");
        }

        return candidates.Best(request, set) is { } best
            ? (best.Agent.Id, best.Score)
            : throw new TaskRefusedException(candidates.Explain(request, set));
    }

    private void Try(int index, Func<(AgentTask Task, AssignmentScore? Score)> assign)
    {
        try
        {
            var (task, score) = assign();
            _tasks[index] = task.Id;
            _outcomes[index] = new() { Index = index, Task = task, Score = score };
            _assigned++;
        }
        catch (RepoTicketsException exception)
        {
            _outcomes[index] = new() { Index = index, Reason = exception.Message };
        }

        progress?.Report(new(_outcomes.Length, ++_done, _assigned));
    }
}

/// <summary>Carries a reason from where it is found to the outcome of the request.</summary>
internal sealed class TaskRefusedException(string message) : RepoTicketsException(message);
