using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Migrations;
using RepoTickets.Storage.Repositories;

namespace RepoTickets.Storage.Opening;

/// <summary>The world that a store lives in; tests give it another one.</summary>
internal sealed record StoreEnvironment(
    IFileSystem FileSystem,
    TimeProvider TimeProvider,
    IIdentifierGenerator Identifiers,
    IRepositoryIdentitySource IdentitySource,
    ILogger Logger)
{
    /// <summary>
    /// Watching, sweeping and maintenance run on threads of their own. False: maintenance runs within commits and nothing else runs at all,
    /// so that a simulation is repeatable.
    /// </summary>
    internal bool HasBackgroundWork { get; init; } = true;

    /// <summary>Who is told what the store does that is no commit.</summary>
    internal StoreObservers Observers { get; init; } = StoreObservers.None;

    /// <summary>A cache of the host's; null for our own.</summary>
    internal ITicketCache? Cache { get; init; }

    /// <summary>Spans and metrics of the one store that is made with this; that store disposes of it.</summary>
    internal StorageTelemetry Telemetry { get; init; } = StorageTelemetry.Silent;

    /// <summary>The format that is written, and how older stores are brought to it.</summary>
    internal StoreMigrations Migrations { get; init; } = StoreMigrations.Default;
}
