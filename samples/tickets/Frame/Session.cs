using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RepoTickets.Batch;
using RepoTickets.CommandLine.Logging;
using RepoTickets.Events;
using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Frame;

/// <summary>
/// The store of one invocation and what is built on it. Most commands need the store alone, which is opened directly; the container with
/// events and claims is built for those that ask for them.
/// </summary>
internal sealed partial class Session(string repository, Terminal terminal) : IAsyncDisposable
{
    private static readonly TimeSpan LongestTelling = TimeSpan.FromSeconds(5);

    private ITicketStore? _store;
    private ServiceProvider? _services;
    private AgentServices? _agents;
    private WorkflowServices? _workflows;
    private IEventBus? _bus;

    /// <summary>The folder that holds the store.</summary>
    internal string Repository { get; } = repository;

    internal string TicketsFolder => Path.Join(Repository, RepositoryFolder.StoreName);

    /// <summary>Files that are local to a clone, the store's and this program's.</summary>
    internal string LocalFolder => Path.Join(TicketsFolder, ".sdk");

    internal string EventLogFolder => Path.Join(LocalFolder, "events");

    /// <summary>What becomes of references to deleted documents; to be set before the store is opened.</summary>
    internal DeletionPolicy DeletionPolicy { get; set; } = DeletionPolicy.Refuse;

    /// <summary>Files are watched: for commands that go on running.</summary>
    internal bool WatchFiles { get; set; }

    private string ProfilesFile => Path.Join(TicketsFolder, "agents", "learning_profiles.json");

    internal LogSettings LogSettings => field ??= LogSettings.Read(LocalFolder);

    internal async ValueTask<ITicketStore> GetStoreAsync(CancellationToken cancellationToken)
    {
        if (_store is null)
        {
            if (_services is not null || LogSettings.IsOn)
            {
                var store = GetService<ITicketStore>();
                _store = store;
                await ShowProgressAsync("opening the store", _ => store.Feed.GetPositionAsync(cancellationToken)).ConfigureAwait(false);
            }
            else
            {
                var options = new StorageOptions();
                Configure(options);
                _store = await ShowProgressAsync(
                    "opening the store", _ => TicketStore.OpenAsync(options, cancellationToken)).ConfigureAwait(false);
            }
        }

        return _store;
    }

    internal T GetService<T>()
        where T : notnull => (_services ??= BuildServices()).GetRequiredService<T>();

    internal async ValueTask<AgentServices> GetAgentsAsync(CancellationToken cancellationToken) =>
        _agents ??= AgentServices.Create(
            await GetStoreAsync(cancellationToken).ConfigureAwait(false),
            new() { ProfilesFile = ProfilesFile });

    /// <summary>
    /// Workflows with definitions that can be started by name. No code of steps is there: a command ends long before most code would, so
    /// that is left to a host.
    /// </summary>
    internal async ValueTask<IWorkflowEngine> GetWorkflowsAsync(
        IReadOnlyList<WorkflowDefinition> definitions, CancellationToken cancellationToken)
    {
        if (_workflows is null)
        {
            var store = await GetStoreAsync(cancellationToken).ConfigureAwait(false);
            _workflows = WorkflowServices.Create(store, new()
            {
                Definitions = definitions,
                Options = new() { RunsCode = false },
                AgentOptions = new() { ProfilesFile = ProfilesFile },
                Events = GetService<IEventDerivation>(),
                TimeProvider = terminal.Time,
                LoggerFactory = LogSettings.IsOn ? GetService<ILoggerFactory>() : null,
            });
        }

        return _workflows.Engine;
    }

    internal async ValueTask<IBatchExecutor> GetBatchesAsync(CancellationToken cancellationToken) =>
        BatchExecutor.Create(await GetStoreAsync(cancellationToken).ConfigureAwait(false), publisher: _bus);

    internal async ValueTask<ITicketFiles> GetFilesAsync(CancellationToken cancellationToken) =>
        BatchExecutor.CreateFiles(await GetStoreAsync(cancellationToken).ConfigureAwait(false), publisher: _bus);

    /// <summary>
    /// An empty log begins where the feed is, so it is begun before the first change that this program makes. From then on nobody needs to
    /// write it at each change: whoever reads it next has it follow the feed from where it ends.
    /// </summary>
    internal async ValueTask BeginEventLogAsync(CancellationToken cancellationToken)
    {
        if (_bus is null && !Directory.Exists(EventLogFolder) && Directory.Exists(TicketsFolder))
        {
            await using var other = new Session(Repository, terminal);
            try
            {
                await other.StartEventsAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (EventLogException)
            {
                // Where the store cannot be written its log cannot be either; why not is the store's to say.
                var store = await GetStoreAsync(cancellationToken).ConfigureAwait(false);
                await store.CommitAsync(new(), cancellationToken).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>
    /// Starts the bus with the durable log behind it. What other processes committed since the log was last written is taken up.
    /// </summary>
    internal async ValueTask<IEventBus> StartEventsAsync(CancellationToken cancellationToken)
    {
        if (_bus is null)
        {
            var bus = GetService<IEventBus>();
            await ShowProgressAsync("reading events", () => bus.StartAsync(cancellationToken)).ConfigureAwait(false);

            // Only a bus that was started is waited for at the end: without a store it is not.
            _bus = bus;
        }

        return _bus;
    }

    /// <summary>
    /// Does something of which the store tells beside its commits, and waits until the bus has heard of it: nothing else would keep the
    /// program from ending before it is logged.
    /// </summary>
    internal async ValueTask<TResult> DoObservedAsync<TEvent, TResult>(Func<ValueTask<TResult>> act, CancellationToken cancellationToken)
        where TEvent : notnull
    {
        var bus = await StartEventsAsync(cancellationToken).ConfigureAwait(false);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = bus.SubscribeInline<TEvent>(_ => heard.TrySetResult());
        var result = await act().ConfigureAwait(false);
        await Task.WhenAny(heard.Task, Task.Delay(LongestTelling, terminal.Time, cancellationToken)).ConfigureAwait(false);
        return result;
    }

    /// <summary>The durable log, with all that was committed until now.</summary>
    internal async ValueTask<IEventLog> GetEventLogAsync(CancellationToken cancellationToken)
    {
        var bus = await StartEventsAsync(cancellationToken).ConfigureAwait(false);
        var store = await GetStoreAsync(cancellationToken).ConfigureAwait(false);
        return await ShowProgressAsync("reading events", async _ =>
        {
            await store.RefreshAsync(cancellationToken).ConfigureAwait(false);
            await bus.DrainAsync(
                await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            var log = GetService<IEventLog>();
            await log.FlushAsync(cancellationToken).ConfigureAwait(false);
            return log;
        }).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_agents is not null || _workflows is not null)
        {
            await DisposeEnginesAsync().ConfigureAwait(false);
        }

        if (_services is not null)
        {
            await DisposeServicesAsync(_services).ConfigureAwait(false);
        }

        if (_store is not null)
        {
            await _store.DisposeAsync().ConfigureAwait(false);
        }
    }

    // These two stand apart, so that a command that needs the store alone does not load the libraries of the others when it ends.
    private async ValueTask DisposeEnginesAsync()
    {
        _agents?.Dispose();
        if (_workflows is not null)
        {
            await _workflows.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask DisposeServicesAsync(ServiceProvider services)
    {
        if (_bus is not null)
        {
            // What components published is in the log before the program ends.
            await _bus.DrainAsync(0, CancellationToken.None).ConfigureAwait(false);
            await services.GetRequiredService<IEventLog>().FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }

        await services.DisposeAsync().ConfigureAwait(false);
    }

    private void Configure(StorageOptions options)
    {
        options.RepositoryPath = Repository;
        options.DeletionPolicy = DeletionPolicy;
        options.WatchFiles = WatchFiles;
        options.TimeZone = terminal.Time.LocalTimeZone;
    }

    private ServiceProvider BuildServices()
    {
        var services = new ServiceCollection();
        if (LogSettings.IsOn)
        {
            CommandLogging.AddTo(services, LogSettings, terminal, LocalFolder);
        }

        if (_store is not null)
        {
            services.AddSingleton(_store).AddSingleton((IStoreMaintenance)_store);
        }

        services.AddRepoTickets(tickets =>
        {
            if (_store is null)
            {
                tickets.AddStorage(Configure);
            }

            tickets.AddEventLog(options => options.Folder = EventLogFolder).AddBatch().AddAgents().AddClaims();
        });
        return services.BuildServiceProvider();
    }
}
