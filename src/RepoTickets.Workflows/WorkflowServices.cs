using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Workflows.Distribution;
using RepoTickets.Workflows.Engine;
using RepoTickets.Workflows.Hosting;
using RepoTickets.Workflows.Memory;

namespace RepoTickets.Workflows;

/// <summary>
/// Workflows on a store without a host. With one, use <c>services.AddRepoTickets(t => t.AddStorage(…).AddWorkflows())</c>. Thread-safe. It does not
/// own the store: dispose this first, which stops the code that runs, then the store.
/// </summary>
public sealed class WorkflowServices : IAsyncDisposable
{
    private readonly AgentEnvironment? _agents;
    private readonly IAsyncDisposable _disposal;

    private WorkflowServices(AgentEnvironment? agents, IWorkflowEngine engine, IAsyncDisposable disposal)
    {
        _agents = agents;
        Engine = engine;
        _disposal = disposal;
    }

    /// <summary>The engine.</summary>
    public IWorkflowEngine Engine { get; }

    /// <summary>
    /// Makes an engine without a store, for tests of workflows and for work that need not survive the process: the same rules, nothing is written.
    /// It has no agents' tasks, no changes of documents and no events, only signals; of workflows that have ended the newest 10,000 are kept.
    /// </summary>
    /// <param name="setup">Code, definitions and options; null for none and the defaults.</param>
    /// <exception cref="ArgumentException">Options are out of their ranges, or a name stands twice.</exception>
    /// <exception cref="InvalidWorkflowException">A definition is not valid.</exception>
    public static WorkflowServices CreateInMemory(WorkflowSetup? setup = null)
    {
        setup ??= new();
        Check(setup);
        var engine = new MemoryWorkflowEngine(setup);
        return new(null, engine, engine);
    }

    /// <summary>Makes the services for a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="setup">Code, definitions and options; null for none and the defaults.</param>
    /// <exception cref="ArgumentException">Options are out of their ranges, or a name stands twice.</exception>
    /// <exception cref="InvalidWorkflowException">A definition is not valid.</exception>
    public static WorkflowServices Create(ITicketStore store, WorkflowSetup? setup = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        setup ??= new();
        Check(setup);
        var time = setup.TimeProvider ?? TimeProvider.System;
        var identifiers = setup.Identifiers ?? new IdentifierGenerator();
        var agents = new AgentEnvironment(store, setup.AgentOptions, time, identifiers);
        var engine = WorkflowEngines.Make(new()
        {
            Store = store,
            Options = setup.Options,
            Time = time,
            Identifiers = identifiers,
            Logger = setup.LoggerFactory?.CreateLogger("RepoTickets.Workflows") ?? NullLogger.Instance,
            Steps = new(setup.Steps.Select(static pair => new WorkflowStepRegistration(pair.Key, pair.Value))),
            Definitions = new(setup.Definitions),
            Agents = agents,
            Policy = setup.Policy ?? new LearnedPolicy(),
            Events = setup.Events,
            Holder = "",
        });
        return new(agents, engine, engine);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _disposal.DisposeAsync().ConfigureAwait(false);
        _agents?.Dispose();
    }

    private static void Check(WorkflowSetup setup)
    {
        var problems = setup.Options.FindProblems().Concat(setup.AgentOptions.FindProblems()).ToList();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", problems), nameof(setup));
        }
    }
}

/// <summary>What workflows without a host are made with.</summary>
public sealed record WorkflowSetup
{
    /// <summary>Code of steps by name. Default none.</summary>
    public IReadOnlyDictionary<string, WorkflowStepFunction> Steps { get; init; } = new Dictionary<string, WorkflowStepFunction>();

    /// <summary>Definitions that can be started by name. Default none.</summary>
    public IReadOnlyList<WorkflowDefinition> Definitions { get; init; } = [];

    /// <summary>Options of the engine. They must not change afterwards.</summary>
    public WorkflowOptions Options { get; init; } = new();

    /// <summary>Options of agents. They must not change afterwards.</summary>
    public AgentOptions AgentOptions { get; init; } = new();

    /// <summary>Chooses agents; null for <see cref="LearnedPolicy"/>.</summary>
    public IAssignmentPolicy? Policy { get; init; }

    /// <summary>Makes events of commits, so that steps can wait for them; null for signals only.</summary>
    public IEventDerivation? Events { get; init; }

    /// <summary>The clock; null for the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Where identifiers come from; null for the system's generator.</summary>
    public IIdentifierGenerator? Identifiers { get; init; }

    /// <summary>Where the log goes; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
