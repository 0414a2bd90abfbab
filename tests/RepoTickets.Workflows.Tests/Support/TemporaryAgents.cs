using RepoTickets.Storage;

namespace RepoTickets.Workflows.Tests.Support;

/// <summary>A store in a folder of its own on the real file system, with the services for agents on it; reads are never stale.</summary>
internal sealed class TemporaryAgents : IAsyncDisposable
{
    private readonly List<(ITicketStore Store, AgentServices Services)> _opened = [];
    private readonly Action<AgentOptions>? _configure;

    private TemporaryAgents(Action<AgentOptions>? configure) => _configure = configure;

    internal string Folder { get; } = Directory.CreateTempSubdirectory("repotickets-agents-").FullName;

    internal FakeTime Time { get; } = FakeTime.AtNoon();

    internal ITicketStore Store => _opened[0].Store;

    internal AgentServices Services => _opened[0].Services;

    internal IAgentTasks Tasks => Services.Tasks;

    internal static async Task<TemporaryAgents> CreateAsync(Action<AgentOptions>? configure = null)
    {
        var agents = new TemporaryAgents(configure);
        await agents.OpenAnotherAsync();
        return agents;
    }

    /// <summary>A second store on the same folder, as another process would open it.</summary>
    internal async Task<AgentServices> OpenAnotherAsync(IAssignmentPolicy? policy = null)
    {
        var store = await TicketStore.OpenAsync(new StorageOptions
        {
            RepositoryPath = Folder,
            CreateIfMissing = true,
            WatchFiles = false,
            SettleTime = TimeSpan.Zero,
            MaximumStaleness = TimeSpan.Zero,
            SweepInterval = TimeSpan.FromDays(1),
            TimeZone = TimeZoneInfo.Utc,
            Durability = Durability.Buffered,

            // Stores take turns here, and on a machine that is busy enough a turn can take long.
            LockTimeout = TimeSpan.FromMinutes(5),
        });
        var options = new AgentOptions { TimeZone = TimeZoneInfo.Utc };
        _configure?.Invoke(options);
        var services = AgentServices.Create(store, options, policy, Time);
        _opened.Add((store, services));
        return services;
    }

    internal async Task<Agent> AgentAsync(string name = "Bot", int limit = 5, Func<Agent, Agent>? configure = null)
    {
        var agent = new Agent { Name = name, MaxConcurrentTasks = limit };
        return await Services.Registry.RegisterAsync(configure?.Invoke(agent) ?? agent);
    }

    internal async Task<Ticket> TicketAsync(string title = "Work") => await Store.CreateAsync(title);

    internal async Task<AgentTask> TaskAsync(Agent agent, Ticket ticket, string type = "code") =>
        await Tasks.CreateAsync(Request(ticket, type, agent));

    internal static TaskRequest Request(Ticket ticket, string type = "code", Agent? agent = null) =>
        new() { TicketId = ticket.Id, TaskType = type, Description = "Do it", AgentId = agent?.Id };

    internal async Task<Agent> ReadAsync(Agent agent) => (await Store.GetAsync(agent.Id))!;

    internal async Task<Ticket> ReadAsync(Ticket ticket) => (await Store.GetAsync(ticket.Id))!;

    internal async Task<AgentTask> ReadAsync(AgentTask task) => (await Store.GetAsync(task.Id))!;

    internal async Task<IReadOnlyList<Commit>> CommitsAfterAsync(long position) => await Store.Feed.ReadAsync(position);

    public async ValueTask DisposeAsync()
    {
        foreach (var (store, services) in _opened)
        {
            services.Dispose();
            await store.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
