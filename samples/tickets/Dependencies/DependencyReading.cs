using RepoTickets.CommandLine.Frame;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Dependencies;

/// <summary>What waits for what stands in the tickets themselves, so all of them are read.</summary>
internal static class DependencyReading
{
    internal static ValueTask<TicketDependencies> ReadAsync(Invocation invocation, ITicketStore store) => invocation.ShowProgressAsync(
        "reading tickets", _ => TicketDependencies.ReadAsync(store, invocation.CancellationToken));
}
