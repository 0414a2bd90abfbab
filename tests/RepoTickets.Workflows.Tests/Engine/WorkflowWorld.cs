using RepoTickets.Storage;

namespace RepoTickets.Workflows.Tests.Engine;

/// <summary>A store in a folder of its own, with engines on it and a clock that the test moves.</summary>
internal sealed class WorkflowWorld : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<IAsyncDisposable> _open = [];

    internal string Folder { get; } = Directory.CreateTempSubdirectory("repotickets-workflows-").FullName;

    internal FakeTime Clock { get; } = FakeTime.AtNoon();

    internal ITicketStore Store { get; private set; } = null!;

    internal IWorkflowEngine Engine { get; private set; } = null!;

    internal Dictionary<string, WorkflowStepFunction> Steps { get; } = new(StringComparer.Ordinal);

    internal List<WorkflowDefinition> Definitions { get; } = [];

    /// <summary>The code that was run, in order: <c>workflow/step#attempt</c> without the workflow.</summary>
    internal List<string> Calls { get; } = [];

    internal IEventDerivation? Events { get; init; }

    internal static async Task<WorkflowWorld> CreateAsync(Action<WorkflowWorld>? prepare = null, IEventDerivation? events = null)
    {
        var world = new WorkflowWorld { Events = events };
        world.Steps["say"] = world.Say;
        var luck = 0;
        world.Steps["sometimes"] = (_, _) => ValueTask.FromResult(luck++ == 0 ? StepResult.Failed("Not yet.") : StepResult.Done);
        world.Steps["fail"] = (context, _) =>
        {
            world.Note(context);
            throw new InvalidOperationException("No luck.");
        };
        prepare?.Invoke(world);
        world.Store = await world.OpenStoreAsync();
        world.Engine = world.NewEngine(world.Store);
        return world;
    }

    internal async Task<ITicketStore> OpenStoreAsync()
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
        });
        _open.Add(store);
        return store;
    }

    internal IWorkflowEngine NewEngine(ITicketStore store, string? name = null) => NewServices(store, name).Engine;

    internal WorkflowServices NewServices(ITicketStore store, string? name = null, WorkflowOptions? options = null)
    {
        options ??= new();
        options.EngineName = name;
        var services = WorkflowServices.Create(store, new()
        {
            Steps = Steps,
            Definitions = Definitions,
            TimeProvider = Clock,
            Options = options,
            AgentOptions = new() { TimeZone = TimeZoneInfo.Utc },
            Events = Events,
        });
        _open.Insert(0, services);
        return services;
    }

    /// <summary>Starts a workflow of these steps and waits until it rests.</summary>
    internal async Task<WorkflowInstance> RunAsync(WorkflowDefinition definition, WorkflowStart? start = null)
    {
        var started = await Engine.StartAsync(definition, start);
        return await WaitAsync(started.Id);
    }

    internal async Task<WorkflowInstance> WaitAsync(WorkflowId id) => await Engine.WaitAsync(id).AsTask().WaitAsync(Patience);

    internal async Task<WorkflowInstance> EndAsync(WorkflowId id) => await Engine.WaitForEndAsync(id).AsTask().WaitAsync(Patience);

    internal async Task<WorkflowInstance> ReadAsync(WorkflowId id) => (await Engine.GetAsync(id))!;

    internal static WorkflowDefinition Define(params StepDefinition[] steps) => new() { Name = "test", Steps = [.. steps] };

    internal static CodeStep Code(string id, params string[] after) => new() { Id = id, Code = "say", DependsOn = [.. after] };

    internal static string Show(WorkflowInstance workflow) => $"{EnumTexts.WorkflowStatus.Write(workflow.Status)}: " +
        string.Join(' ', workflow.Steps.Select(step => $"{step.Id}={EnumTexts.WorkflowStepStatus.Write(step.Status)}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _open)
        {
            await opened.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    internal void Note(StepContext context)
    {
        lock (Calls)
        {
            Calls.Add($"{context.Step}#{context.Attempt}");
        }
    }

    private ValueTask<StepResult> Say(StepContext context, CancellationToken cancellationToken)
    {
        Note(context);
        return ValueTask.FromResult(StepResult.Of(WorkflowValue.Of($"said {context.Step}")));
    }
}
