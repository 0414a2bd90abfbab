using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Batch.Execution;
using RepoTickets.Batch.Files;

namespace RepoTickets.Batch;

/// <summary>
/// Makes executors without a host. With one, use <c>services.AddRepoTickets(t => t.AddStorage(…).AddBatch())</c>. Thread-safe.
/// </summary>
public static class BatchExecutor
{
    /// <summary>An executor on a store. It does not own the store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="options">Options; null for the defaults. They must not change afterwards.</param>
    /// <param name="timeProvider">Measures durations; null for the system's clock.</param>
    /// <param name="publisher">Is given the summary of best-effort batches; null for none.</param>
    /// <exception cref="ArgumentException">Options are out of their ranges.</exception>
    public static IBatchExecutor Create(
        ITicketStore store, BatchOptions? options = null, TimeProvider? timeProvider = null, IEventPublisher? publisher = null) =>
        new StoreBatchExecutor(EnvironmentFor(store, options, timeProvider, publisher));

    /// <summary>Import and export on a store. It does not own the store.</summary>
    /// <inheritdoc cref="Create"/>
    public static ITicketFiles CreateFiles(
        ITicketStore store, BatchOptions? options = null, TimeProvider? timeProvider = null, IEventPublisher? publisher = null) =>
        new StoreTicketFiles(EnvironmentFor(store, options, timeProvider, publisher));

    private static BatchEnvironment EnvironmentFor(
        ITicketStore store, BatchOptions? options, TimeProvider? timeProvider, IEventPublisher? publisher)
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= new();
        var problems = options.FindProblems().ToList();
        return problems.Count == 0
            ? new(store, options, timeProvider ?? TimeProvider.System, new IdentifierGenerator(), publisher, NullLogger.Instance)
            : throw new ArgumentException(string.Join(" ", problems), nameof(options));
    }
}
