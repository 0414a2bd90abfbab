namespace RepoTickets.Workflows.Tests.Support;

/// <summary>What must be true of agents, tickets and tasks together, whatever was done with them.</summary>
internal static class Agreement
{
    internal static async Task CheckAsync(ITicketStore store, params AgentServices[] services)
    {
        var agents = (await store.ListAsync<Agent>()).Documents;
        var tickets = (await store.ListAsync<Ticket>()).Documents;
        var tasks = (await store.ListAsync<AgentTask>()).Documents;
        Assert.Empty(await store.GetFaultsAsync());
        foreach (var agent in agents)
        {
            var own = tasks.Where(task => task.AgentId == agent.Id).ToList();
            Assert.Equal(own.Where(task => !task.IsFinal).Select(task => task.Id).Order(), agent.ActiveTasks.Order());
            Assert.True(
                agent.ActiveTasks.Count <= agent.MaxConcurrentTasks,
                $"{agent.Id} has {agent.ActiveTasks.Count} of {agent.MaxConcurrentTasks}.");
            var completed = own.Count(task => task.Status == AgentTaskStatus.Completed);
            var failed = own.Count(task => task.Status == AgentTaskStatus.Failed);
            Assert.Equal((completed, failed), (agent.Metrics.TasksCompleted, agent.Metrics.TasksFailed));
            Assert.Equal((double)completed / Math.Max(1, completed + failed), agent.Metrics.SuccessRate);
        }

        foreach (var ticket in tickets)
        {
            var open = tasks.Where(task => task.TicketId == ticket.Id && !task.IsFinal).ToList();
            Assert.Equal(open.Select(task => task.Id).Order(), ticket.AgentTasks.Order());
            var holders = open.Select(task => task.AgentId).Where(agent => agent != TaskHolder.Nobody).ToHashSet();
            Assert.True(
                ticket.AssignedAgent is { } assigned ? holders.Contains(assigned) : holders.Count == 0,
                $"{ticket.Id} names '{ticket.AssignedAgent}'; its tasks are held by {string.Join(", ", holders)}.");
        }

        foreach (var each in services)
        {
            await CheckActivityAsync(each, agents, tasks);
        }
    }

    /// <summary>What is kept in memory by the feed is what a count of the files gives.</summary>
    private static async Task CheckActivityAsync(AgentServices services, IReadOnlyList<Agent> agents, IReadOnlyList<AgentTask> tasks)
    {
        var activities = await services.Distributor.MonitorAsync();
        Assert.Equal(agents.Select(agent => agent.Id), activities.Select(activity => activity.AgentId));
        foreach (var activity in activities)
        {
            var own = tasks.Where(task => task.AgentId == activity.AgentId).ToLookup(task => task.Status);
            Assert.Equal(
                (own[AgentTaskStatus.Assigned].Count(), own[AgentTaskStatus.InProgress].Count(), own[AgentTaskStatus.Paused].Count()),
                (activity.Assigned, activity.InProgress, activity.Paused));
            Assert.Equal(
                (own[AgentTaskStatus.Completed].Count(), own[AgentTaskStatus.Failed].Count()), (activity.Completed, activity.Failed));
        }
    }
}
