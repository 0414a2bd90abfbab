using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Maintenance;
using RepoTickets.Storage.Planning;
using RepoTickets.Storage.Scanning;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Opening;

/// <summary>Builds the index by reading every ticket, on all cores.</summary>
internal sealed class IndexLoader(IFileSystem fileSystem, StoreLayout layout, DocumentFiles files, FaultTable faults, RecentFiles recent)
{
    internal IReadOnlyList<IndexedTicket> ReadAll(MaintenanceReporter? reporter = null)
    {
        var places = TicketFolders.List(fileSystem, layout).Places.ToArray();
        var tickets = new IndexedTicket?[places.Length];
        reporter?.Begin(MaintenancePhase.Indexing, places.Length);
        Parallel.For(0, places.Length, i =>
        {
            tickets[i] = Read(TicketId.FromStored(places[i].Key), places[i].Value);
            reporter?.Count();
        });
        return [.. tickets.OfType<IndexedTicket>()];
    }

    private IndexedTicket? Read(TicketId id, TicketPlace place)
    {
        var readAt = recent.NowNanoseconds;
        var outcome = place is { Open: not null, Closed: not null }
            ? ChooseTwin(id)
            : files.ReadAt(id.Key, StoreLayout.RelativePath(id.Key, isClosed: place.Open is null));
        if (outcome.Fault is { } fault)
        {
            faults.Set(fault, outcome.Stamp);
        }

        return outcome.Document is Ticket ticket ? IndexedTickets.From(ticket, outcome.Path!, outcome.Stamp, readAt) : null;
    }

    private ReadOutcome ChooseTwin(TicketId id)
    {
        var open = files.ReadAt(id.Key, StoreLayout.RelativePath(id.Key));
        var closed = files.ReadAt(id.Key, StoreLayout.RelativePath(id.Key, isClosed: true));
        return TwinChoice.PrefersSecond(open.Document as Ticket, closed.Document as Ticket) ? closed : open;
    }
}
