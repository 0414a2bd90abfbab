using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Tickets;

/// <summary>What several commands do with the fields of a ticket.</summary>
internal static class TicketFields
{
    /// <summary>An empty name takes the assignee away.</summary>
    internal static string? NameOrNobody(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim();

    /// <exception cref="DocumentNotFoundException">There is no such ticket.</exception>
    internal static async ValueTask<Ticket> RequireAsync(this ITicketStore store, TicketId id, Invocation invocation) =>
        await store.GetAsync(id, invocation.CancellationToken).ConfigureAwait(false) ?? throw new DocumentNotFoundException(id.Key);
}
