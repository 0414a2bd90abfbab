using RepoTickets.Storage.Caching;
using RepoTickets.Storage.Feed;
using RepoTickets.Storage.Index;

namespace RepoTickets.Storage.View;

/// <summary>What a <see cref="StoreView"/> is made of.</summary>
internal sealed record ViewParts(
    DocumentFiles Files,
    IDocumentCache Cache,
    FreshnessClock Clock,
    TicketIndex Index,
    ReferenceIndex References,
    RecentFiles RecentFiles,
    DocumentTable Documents,
    Settling Settling,
    RecentCommits RecentCommits);
