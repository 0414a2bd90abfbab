using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using RepoTickets.Events;
using RepoTickets.LogTriage;
using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.Consumer.Plugin;

/// <summary>A cache without bounds.</summary>
internal sealed class PluginCache : ITicketCache
{
    private readonly ConcurrentDictionary<string, object> _kept = new(StringComparer.Ordinal);

    public long Count => _kept.Count;

    public bool TryGet(string key, [NotNullWhen(true)] out object? content) => _kept.TryGetValue(key, out content);

    public void Set(string key, object content) => _kept[key] = content;

    public void Remove(string key) => _kept.TryRemove(key, out _);

    public void Clear() => _kept.Clear();
}

/// <summary>A publisher that only counts.</summary>
internal sealed class CountingPublisher : IEventPublisher
{
    private int _published;

    public int Published => Volatile.Read(ref _published);

    public ValueTask<Event<TData>> PublishAsync<TData>(
        TData data, EventContext? context = null, CancellationToken cancellationToken = default)
        where TData : notnull
    {
        Interlocked.Increment(ref _published);
        return new(new Event<TData>(data) { Id = new(0, _published, 1), Type = "plugin.event", Time = DateTimeOffset.UnixEpoch });
    }
}

/// <summary>Prefers whoever comes last in the alphabet.</summary>
internal sealed class LastNamePolicy : IAssignmentPolicy
{
    public AssignmentScore Score(AssignmentCandidate candidate, TaskRequest task) => new(new ScoreTerm("name", candidate.Agent.Name[0]));
}

/// <summary>A store around another one.</summary>
internal sealed class CountingStore : ITicketStore
{
    private ITicketStore? _inner;
    private int _commits;

    public int Commits => Volatile.Read(ref _commits);

    public ICommitFeed Feed => Inner.Feed;

    private ITicketStore Inner => _inner ?? throw new InvalidOperationException("Open the store first.");

    public async ValueTask OpenAsync(string folder) => _inner = await TicketStore.OpenAsync(folder);

    public ValueTask<TicketsConfiguration> GetConfigurationAsync(CancellationToken cancellationToken = default) =>
        Inner.GetConfigurationAsync(cancellationToken);

    public ValueTask<TicketOrigin> GetOriginAsync(CancellationToken cancellationToken = default) => Inner.GetOriginAsync(cancellationToken);

    public ValueTask<Ticket?> GetAsync(TicketId id, CancellationToken cancellationToken = default) => Inner.GetAsync(id, cancellationToken);

    public ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default) =>
        Inner.GetAsync(key, cancellationToken);

    public ValueTask<DocumentList<TDocument>> ListAsync<TDocument>(CancellationToken cancellationToken = default)
        where TDocument : Document => Inner.ListAsync<TDocument>(cancellationToken);

    public ValueTask<TicketQueryResult> QueryAsync(TicketQuery query, CancellationToken cancellationToken = default) =>
        Inner.QueryAsync(query, cancellationToken);

    public ValueTask<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        Inner.GetStatisticsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<DocumentFault>> GetFaultsAsync(CancellationToken cancellationToken = default) =>
        Inner.GetFaultsAsync(cancellationToken);

    public ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _commits);
        return Inner.CommitAsync(changes, cancellationToken);
    }

    public ValueTask RefreshAsync(CancellationToken cancellationToken = default) => Inner.RefreshAsync(cancellationToken);

    public ValueTask DisposeAsync() => _inner?.DisposeAsync() ?? default;
}

/// <summary>Finds every group of records worth a ticket of one title.</summary>
internal sealed class PluginAnalyzer : ILogAnalyzer
{
    internal const string Title = "Judged by the plugin";

    public ValueTask<LogAnalysis> AnalyzeAsync(LogGroup group, CancellationToken cancellationToken = default) => new(new LogAnalysis
    {
        ErrorType = "plugin",
        CreateTicket = true,
        Title = Title,
        Description = "The plugin said so.",
        Severity = FaultSeverity.Medium,
        Method = "plugin",
    });
}

/// <summary>A bus that hands nothing on and counts what is published to it.</summary>
internal sealed class CountingBus : IEventBus
{
    private readonly CountingPublisher _publisher = new();

    public int Published => _publisher.Published;

    public IEventHistory History => throw new NotSupportedException("This bus keeps no history.");

    public IDeadLetters DeadLetters => throw new NotSupportedException("This bus hands nothing on.");

    public ValueTask StartAsync(CancellationToken cancellationToken = default) => default;

    public ValueTask<Event<TData>> PublishAsync<TData>(TData data, EventContext? context = null, CancellationToken cancellationToken = default)
        where TData : notnull => _publisher.PublishAsync(data, context, cancellationToken);

    public IEventSubscription Subscribe<TData>(Func<Event<TData>, CancellationToken, ValueTask> handler, SubscriptionOptions? options = null)
        where TData : notnull => new Subscription();

    public IEventSubscription Subscribe(string pattern, Func<Event, CancellationToken, ValueTask> handler, SubscriptionOptions? options = null) => new Subscription();

    public IEventSubscription SubscribeInline<TData>(Action<Event<TData>> handler, Func<Event<TData>, bool>? filter = null)
        where TData : notnull => new Subscription();

    public IEventSubscription SubscribeInline(string pattern, Action<Event> handler, Func<Event, bool>? filter = null) => new Subscription();

    public async IAsyncEnumerable<Event> StreamAsync(
        string pattern = "*", SubscriptionOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        yield break;
    }

    public ValueTask DrainAsync(long position = 0, CancellationToken cancellationToken = default) => default;

    public EventBusStatistics GetStatistics() => throw new NotSupportedException("This bus keeps no books.");

    public ValueTask DisposeAsync() => default;

    /// <summary>Nothing comes.</summary>
    private sealed class Subscription : IEventSubscription
    {
        public string Name => "none";

        public string Pattern => "*";

        public ValueTask DisposeAsync() => default;

        public void Dispose()
        {
            // There is nothing to end.
        }
    }
}
