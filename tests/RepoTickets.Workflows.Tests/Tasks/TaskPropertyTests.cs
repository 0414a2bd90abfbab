using RepoTickets.Workflows.Tests.Support;

namespace RepoTickets.Workflows.Tests.Tasks;

/// <summary>
/// Random operations on tasks and agents, several at once in two stores on one folder, some of them refused: afterwards agents, tickets and
/// tasks agree. Set REPOTICKETS_SEED to run one seed, which failures print.
/// </summary>
public sealed class TaskPropertyTests
{
    private const int Rounds = 25;
    private const int AtOnce = 4;

    public static TheoryData<int> Seeds() => RepoTickets.Tests.Seeds.UpTo(8);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Operations_InAnyOrder_KeepAgentsTicketsAndTasksInAgreement(int seed)
    {
        await using var world = await TemporaryAgents.CreateAsync();
        AgentServices[] services = [world.Services, await world.OpenAnotherAsync()];
        var random = new Random(seed);
        for (var i = 0; i < 4; i++)
        {
            await world.AgentAsync($"Bot {i}", random.Next(1, 5));
            await world.TicketAsync($"Ticket {i}");
        }

        var round = 0;
        try
        {
            for (; round < Rounds; round++)
            {
                world.Time.Advance(TimeSpan.FromMinutes(random.Next(0, 9)));
                await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => RunAsync(services[random.Next(2)], world, random.Next())));
                await Agreement.CheckAsync(world.Store, services);
            }
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"REPOTICKETS_SEED={seed}, round {round}: {exception.GetType().Name}: {exception.Message}", exception);
        }
    }

    private static async Task RunAsync(AgentServices services, TemporaryAgents world, int seed)
    {
        var random = new Random(seed);
        var tickets = (await world.Store.ListAsync<Ticket>()).Documents;
        var agents = await services.Registry.ListAsync();
        var tasks = await services.Tasks.ListAsync();
        var ticket = tickets[random.Next(tickets.Count)];
        var agent = agents[random.Next(agents.Count)].Id;
        var task = tasks.Count == 0 ? AgentTaskId.Parse("NONE") : tasks[random.Next(Math.Min(6, tasks.Count))].Id;
        var request = TemporaryAgents.Request(ticket, random.Next(2) == 0 ? "code" : "test");
        try
        {
            Task operation = random.Next(14) switch
            {
                0 or 1 => services.Tasks.CreateAsync(request with { AgentId = agent }).AsTask(),
                2 => services.Tasks.CreateAsync(request).AsTask(),
                3 => services.Tasks.AssignAsync(task, agent).AsTask(),
                4 or 5 => services.Tasks.StartAsync(task).AsTask(),
                6 => services.Tasks.PauseAsync(task).AsTask(),
                7 => services.Tasks.ResumeAsync(task).AsTask(),
                8 => services.Tasks.CompleteAsync(task, "out").AsTask(),
                9 => services.Tasks.FailAsync(task, "bad").AsTask(),
                10 => services.Tasks.CancelAsync(task).AsTask(),
                11 => services.Tasks.HandBackAsync(task).AsTask(),
                12 => services.Distributor.AutoDistributeAsync([request, request with { AgentId = agent }, request]).AsTask(),
                _ => services.Distributor.DistributeWaitingAsync().AsTask(),
            };
            await operation;
        }
        catch (RepoTicketsException exception) when (exception
            is InvalidTransitionException or AgentUnavailableException or AgentNotSuitableException or DocumentNotFoundException)
        {
            // Refused: the check that follows finds out whether anything was left behind.
        }
    }
}
