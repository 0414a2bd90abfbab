using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.Benchmarks;

/// <summary>What 100 agents with 500 open and 500 finished tasks are doing.</summary>
public class AgentMonitorBenchmarks
{
    private ITicketStore _store = null!;
    private AgentServices _agents = null!;

    // Not asynchronous: where suites run in this process, nobody waits for the end of a task here.
    [GlobalSetup]
    public void SetUp() => SetUpAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void CleanUp()
    {
        _agents.Dispose();
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private async Task SetUpAsync()
    {
        _store = await TicketStore.OpenAsync(new TemporaryRepository().Options);
        _agents = AgentServices.Create(_store);
        var ticket = await _store.CreateAsync("Work");
        var agents = Enumerable.Range(0, 100).Select(number => new Agent
        {
            Id = AgentId.Parse($"AGENT-{number}"), Name = $"Agent {number}", MaxConcurrentTasks = 100,
        }).ToList();
        var tasks = agents.SelectMany(agent => Enumerable.Range(0, 10).Select(number => new AgentTask
        {
            TicketId = ticket.Id, AgentId = agent.Id, TaskType = "code", Description = "Do it",
            Status = number < 5 ? AgentTaskStatus.InProgress : AgentTaskStatus.Completed,
        }));
        await _store.CommitAsync(new([.. agents.Select(DocumentChange.Create), .. tasks.Select(DocumentChange.Create)]));
    }

    [Benchmark(Baseline = true, Description = "list agents and tasks, and count")]
    public async Task<int> Count()
    {
        var agents = await _store.ListAsync<Agent>();
        var tasks = await _store.ListAsync<AgentTask>();
        var counted = tasks.Documents.GroupBy(static task => task.AgentId).ToDictionary(
            static group => group.Key,
            static group => (Open: group.Count(static task => task.Status == AgentTaskStatus.InProgress), All: group.Count()));
        return agents.Documents.Count(agent => counted.ContainsKey(agent.Id));
    }

    [Benchmark(Description = "monitor 100 agents")]
    public async Task<int> Monitor() => (await _agents.Distributor.MonitorAsync()).Count;
}

/// <summary>Twenty tasks on twenty tickets, durable when the call returns: in one commit and one by one.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 3, iterationCount: 30)]
public class AgentAssignmentBenchmarks
{
    private const int Count = 20;

    private ITicketStore _store = null!;
    private AgentServices _agents = null!;
    private List<TaskRequest> _requests = [];

    [IterationSetup]
    public void SetUp() => SetUpAsync().GetAwaiter().GetResult();

    [IterationCleanup]
    public void CleanUp()
    {
        _agents.Dispose();
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    [Benchmark(Baseline = true, Description = "assign 20 tasks, one by one")]
    public async Task OneByOne()
    {
        foreach (var request in _requests)
        {
            await _agents.Tasks.CreateAsync(request);
        }
    }

    [Benchmark(Description = "assign 20 tasks")]
    public async Task<int> Together() => (await _agents.Distributor.AssignManyAsync(_requests)).Assigned;

    [Benchmark(Description = "distribute 20 tasks over 10 agents")]
    public async Task<int> Distribute() =>
        (await _agents.Distributor.AutoDistributeAsync(_requests.ConvertAll(static request => request with { AgentId = null }))).Assigned;

    private async Task SetUpAsync()
    {
        _store = await TicketStore.OpenAsync(new TemporaryRepository().Options);
        _agents = AgentServices.Create(_store);
        var tickets = await _store.CommitAsync(
            new([.. Enumerable.Range(0, Count).Select(number => DocumentChange.Create(new Ticket { Title = $"Ticket {number}" }))]));
        var agents = new List<Agent>();
        for (var i = 0; i < Count / 2; i++)
        {
            agents.Add(await _agents.Registry.RegisterAsync(new() { Name = $"Agent {i}", MaxConcurrentTasks = Count }));
        }

        _requests = [.. tickets.Documents.OfType<Ticket>().Select((ticket, index) => new TaskRequest
        {
            TicketId = ticket.Id, TaskType = "code", Description = "Do it", AgentId = agents[index % agents.Count].Id,
        })];
        await _agents.Distributor.MonitorAsync();
    }
}
