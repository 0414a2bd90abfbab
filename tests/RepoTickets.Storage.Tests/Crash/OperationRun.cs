using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>Something that is done to a store, at every call of which everything is tried.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Plant">Puts files into the world before the store is opened.</param>
/// <param name="Prepare">Done in the process before the calls are counted; null when the process shall not have opened the store.</param>
/// <param name="Run">The operation.</param>
internal sealed record Operation(
    string Name,
    Action<SimulatedWorld> Plant,
    Func<OperationRun, Task>? Prepare,
    Func<OperationRun, Task> Run)
{
    internal StoreSettings Settings { get; init; } = new();

    public override string ToString() => Name;
}

/// <summary>One run of an operation in one process, and what is known of its outcome.</summary>
internal sealed class OperationRun(SimulatedStore store, StoreModel model)
{
    internal SimulatedStore Simulated { get; } = store;

    internal FileTicketStore Store => Simulated.Store;

    internal SimulatedWorld World => Simulated.Process.World;

    internal StoreModel Model { get; } = model;

    /// <summary>What each acknowledged step did, for the model of later runs.</summary>
    internal Dictionary<string, IReadOnlyList<(DocumentKey Key, Document? Document)>> Effects { get; } = new(StringComparer.Ordinal);

    /// <summary>The operation closes the store: nothing more can be done with it.</summary>
    internal bool IsClosed { get; set; }

    /// <summary>What the store said to steps that failed.</summary>
    internal List<Exception> Failures { get; } = [];

    /// <summary>Commits and keeps the model informed. An exception of the store is noted, the death of the process goes on.</summary>
    internal async Task CommitAsync(string step, Func<Task<ChangeSet>> build)
    {
        ChangeSet changes;
        try
        {
            changes = await build();
        }
        catch (RepoTicketsException exception)
        {
            Failures.Add(exception);
            return;
        }

        await CommitAsync(step, changes);
    }

    internal async Task CommitAsync(string step, ChangeSet changes)
    {
        lock (Model)
        {
            Model.Begin(step);
        }

        try
        {
            var result = await Store.CommitAsync(changes);
            lock (Model)
            {
                Effects[step] = [.. changes.Changes.Select((change, i) => (result.Documents[i]?.Key ?? change.Key, result.Documents[i]))];
                Model.Acknowledge(step, Effects[step]);
            }
        }
        catch (RepoTicketsException exception)
        {
            lock (Model)
            {
                Judge(step, exception);
            }
        }
    }

    private void Judge(string step, RepoTicketsException exception)
    {
        Failures.Add(exception);
        switch (exception)
        {
            case StoreIoException when exception.Message.Contains("is durable in the journal", StringComparison.Ordinal):
                Model.AcknowledgeUnseen(step);
                break;
            case StorePoisonedException when exception.Message.Contains("unknown", StringComparison.Ordinal):
                // It says itself that it does not know.
                break;
            default:
                Model.Refuse(step);
                break;
        }
    }
}
