using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Migrations;
using RepoTickets.Storage.Opening;
using RepoTickets.Storage.Repositories;
using RepoTickets.Storage.Tests.Simulation;
using RepoTickets.Tests;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>The real store in a process of a simulated world: repeatable, with nothing running in the background.</summary>
internal sealed class SimulatedStore
{
    internal const string Repository = "/repo";
    internal const string Folder = Repository + "/.tickets";

    private SimulatedStore(SimulatedFileSystem process, FileTicketStore store)
    {
        Process = process;
        Store = store;
    }

    internal SimulatedFileSystem Process { get; }

    internal FileTicketStore Store { get; }

    /// <summary>Opens in a process that the caller may have prepared to fail.</summary>
    internal static async Task<SimulatedStore> OpenAsync(
        SimulatedFileSystem process, StoreSettings? settings = null)
    {
        var opened = Create(process, settings);
        await opened.Store.OpenAsync(CancellationToken.None);
        return opened;
    }

    /// <summary>A store that is opened by its first use.</summary>
    internal static SimulatedStore Create(SimulatedFileSystem process, StoreSettings? settings = null)
    {
        settings ??= new();
        var options = new StorageOptions
        {
            RepositoryPath = Repository,
            ReadOnly = settings.ReadOnly,
            MigrateOnOpen = settings.MigrateOnOpen,
            SettleTime = TimeSpan.Zero,
            MaximumStaleness = settings.TrustsMemory ? TimeSpan.FromHours(1) : TimeSpan.Zero,
            WatchFiles = false,
            TimeZone = TimeZoneInfo.Utc,
            JournalSegmentBytes = 64 << 10,
            FeedRetentionBytes = settings.FeedRetentionBytes,
            LockTimeout = TimeSpan.FromMilliseconds(10),
        };
        IFileSystem files = settings.Hook is { } hook ? new HookedFileSystem(process, hook) : process;
        var environment = new StoreEnvironment(files, process.World.Clock, new SeededIds(settings.Seed), new NoIdentity(), settings.Logger)
        {
            HasBackgroundWork = false,
            Migrations = settings.Migrations,
        };
        return new(process, new FileTicketStore(new StoreOpener(options, environment)));
    }

    /// <summary>Waits until the queue has finished what follows an answered commit; takes no more commits from then on.</summary>
    internal async Task DrainAsync()
    {
        var open = await Store.OpenAsync(CancellationToken.None);
        await open.Queue.CloseAsync();
    }

    private sealed class NoIdentity : IRepositoryIdentitySource
    {
        public ValueTask<RepositoryIdentity> GetAsync(string repositoryRoot, CancellationToken cancellationToken) =>
            new(new RepositoryIdentity("main", "Somebody", "somebody@example.org"));
    }
}

/// <summary>How a store of a simulated world is opened.</summary>
internal sealed record StoreSettings
{
    /// <summary>For identifiers, and so for the names of temporary files: two processes must differ.</summary>
    internal int Seed { get; init; } = 1;

    internal bool ReadOnly { get; init; }

    /// <summary>Answers from memory without looking at files, so that only commits through the store are seen.</summary>
    internal bool TrustsMemory { get; init; }

    internal bool MigrateOnOpen { get; init; } = true;

    internal StoreMigrations Migrations { get; init; } = StoreMigrations.Default;

    internal long FeedRetentionBytes { get; init; } = 64 << 20;

    internal ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Asked before calls; see <see cref="HookedFileSystem"/>.</summary>
    internal Func<HookedCall, bool>? Hook { get; init; }
}
