namespace RepoTickets.CommandLine.Reports;

/// <summary>The state of a project in numbers, by the Python package's names and definitions.</summary>
internal sealed record ProjectStatus
{
    internal required int Total { get; init; }

    /// <summary>Of the status <c>open</c>, as the Python package counts.</summary>
    internal required int Open { get; init; }

    /// <summary>Neither closed nor cancelled, whatever the status is called.</summary>
    internal required int NotEnded { get; init; }

    internal required int InProgress { get; init; }

    internal required int Closed { get; init; }

    internal required int CriticalOpen { get; init; }

    internal required int HighOpen { get; init; }

    internal required IReadOnlyList<Ticket> RecentlyClosed { get; init; }

    internal required int Agents { get; init; }

    internal required int ActiveAgents { get; init; }

    internal required int Tasks { get; init; }

    internal required int ActiveTasks { get; init; }

    internal required int TicketsWithRequirements { get; init; }

    internal required int Requirements { get; init; }

    internal required int Stories { get; init; }

    internal required long StoryPoints { get; init; }

    internal required int Scenarios { get; init; }

    internal required int ExpectedResults { get; init; }

    internal required int AcceptanceMet { get; init; }

    internal required double RequirementsCoverage { get; init; }

    internal required double TestPassRate { get; init; }

    /// <summary>Files of tickets, agents and tasks that could not be read, and so are not counted.</summary>
    internal required IReadOnlyList<DocumentFault> Faults { get; init; }

    internal static async ValueTask<ProjectStatus> ReadAsync(
        ITicketStore store, int days, TimeProvider time, CancellationToken cancellationToken)
    {
        var (tickets, faults) = await store.ListAsync<Ticket>(cancellationToken).ConfigureAwait(false);
        var (agents, faultyAgents) = await store.ListAsync<Agent>(cancellationToken).ConfigureAwait(false);
        var (tasks, faultyTasks) = await store.ListAsync<AgentTask>(cancellationToken).ConfigureAwait(false);
        var since = time.GetUtcNow() - TimeSpan.FromDays(days);
        var requirements = tickets.Sum(static ticket => ticket.Requirements.Count);
        var scenarios = tickets.Sum(static ticket => ticket.GherkinScenarios.Count);
        return new()
        {
            Total = tickets.Count,
            Open = tickets.Count(static ticket => ticket.Status == TicketStatus.Open),
            NotEnded = tickets.Count(static ticket => ticket.IsOpen),
            InProgress = tickets.Count(static ticket => ticket.Status == TicketStatus.InProgress),
            Closed = tickets.Count(static ticket => ticket.Status == TicketStatus.Closed),
            CriticalOpen = tickets.Count(static ticket => ticket.IsOpen && ticket.Priority == TicketPriority.Critical),
            HighOpen = tickets.Count(static ticket => ticket.IsOpen && ticket.Priority == TicketPriority.High),
            RecentlyClosed =
            [
                .. tickets.Where(ticket => ticket.Status == TicketStatus.Closed && ticket.UpdatedAt >= since).OrderByDescending(
                    static ticket => ticket.UpdatedAt),
            ],
            Agents = agents.Count,
            ActiveAgents = agents.Count(static agent => agent.Status == AgentStatus.Active),
            Tasks = tasks.Count,
            ActiveTasks = tasks.Count(static task => task.Status is AgentTaskStatus.Assigned or AgentTaskStatus.InProgress),
            TicketsWithRequirements = tickets.Count(HasRequirements),
            Requirements = requirements,
            Stories = tickets.Sum(static ticket => ticket.UserStories.Count),
            StoryPoints = tickets.Sum(static ticket => ticket.TotalStoryPoints),
            Scenarios = scenarios,
            ExpectedResults = tickets.Sum(static ticket => ticket.ExpectedResults.Count),
            AcceptanceMet = tickets.Count(static ticket => ticket.AcceptanceCriteriaMet),
            RequirementsCoverage = requirements == 0
                ? 100
                : 100.0 * tickets.Sum(static ticket => ticket.Requirements.Count(static item => item.IsCovered)) / requirements,
            Faults = [.. faults, .. faultyAgents, .. faultyTasks],
            TestPassRate = scenarios == 0 ? 0 : 100.0 * tickets.Sum(static ticket => ticket.PassingScenariosCount) / scenarios,
        };
    }

    private static bool HasRequirements(Ticket ticket) =>
        ticket.Requirements.Count + ticket.UserStories.Count + ticket.GherkinScenarios.Count + ticket.ExpectedResults.Count > 0;
}
