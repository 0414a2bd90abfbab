using System.Globalization;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.Migrations;
using RepoTickets.Storage.Recovery;

namespace RepoTickets.Storage.Opening;

/// <summary>Finds, checks and opens a store. What it returns is whole; what fails half-way is closed again.</summary>
internal sealed class StoreOpener(StorageOptions options, StoreEnvironment environment)
{
    private readonly IFileSystem _fileSystem = options.Durability == Durability.Buffered
        ? new BufferedFileSystem(environment.FileSystem)
        : environment.FileSystem;

    internal StorageTelemetry Telemetry => environment.Telemetry;

    /// <summary>Opens the same store to look only. It is told to nobody and measured by nobody: it is not the host's store.</summary>
    internal StoreOpener ForReading() => new(
        options.AsReadOnly(),
        environment with { Telemetry = StorageTelemetry.Silent, Observers = StoreObservers.None, Cache = null });

    /// <exception cref="StoreNotFoundException">There is no store.</exception>
    internal async ValueTask<OpenStore> OpenAsync(CancellationToken cancellationToken)
    {
        StorageOptionsRules.Check(options);
        try
        {
            var location = StoreLocation.Find(_fileSystem, options.RepositoryPath);
            var layout = new StoreLayout(location.TicketsFolder);
            CheckFolders(layout);
            EnsureStore(layout);
            var left = new List<RecoveryConflict>();
            var readOnlyReason = await FindReadOnlyReasonAsync(layout, left).ConfigureAwait(false);
            var builder = new StoreBuilder(options, environment with { FileSystem = _fileSystem }, location, layout, readOnlyReason);
            builder.NoteMigration(left);
            return await builder.BuildAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FileSystemException exception)
        {
            throw StoreIo.Explain(exception, "The store could not be opened.");
        }
    }

    /// <summary>A link could lead out of the repository, so the store's own folders must be folders.</summary>
    private void CheckFolders(StoreLayout layout)
    {
        IEnumerable<string> folders =
        [
            layout.Root, layout.Sdk, layout.JournalFolder, layout.MigrationFolder, layout.QuarantineFolder,
            .. StoreLayout.DocumentFolders.Append(StoreLayout.RetiredFolder).Select(layout.Absolute),
        ];
        foreach (var folder in folders)
        {
            if (_fileSystem.GetStatus(folder) is { Type: not FileType.Folder })
            {
                throw new StoreNotFoundException(
                    folder, $"{folder} is not a folder but a link or a file; it is not followed. Replace it by a folder.");
            }
        }
    }

    private void EnsureStore(StoreLayout layout)
    {
        if (StoreInitializer.IsInitialised(_fileSystem, layout))
        {
            return;
        }

        if (!options.CreateIfMissing || options.ReadOnly)
        {
            throw new StoreNotFoundException(
                layout.Root, $"There is no ticket store at {layout.Root}. Set CreateIfMissing, or make one with " +
                    $"TicketStore.Initialize.");
        }

        new StoreInitializer(_fileSystem, layout, environment.Identifiers).Run();
    }

    /// <summary>Why the store can be read but not written here; null when it can be written. Prepares our own folder if it can.</summary>
    private async ValueTask<string?> FindReadOnlyReasonAsync(StoreLayout layout, List<RecoveryConflict> left)
    {
        if (options.ReadOnly)
        {
            return "The store was opened for reading only, by option.";
        }

        if (!options.AllowNetworkFileSystem && _fileSystem.DescribeUntrusted(layout.Root) is { } network)
        {
            return $"The store is on {network}, where locks and flushes may not do what they promise. Set AllowNetworkFileSystem if " +
                $"only one machine writes.";
        }

        try
        {
            if (await MigrateAsync(layout, left).ConfigureAwait(false) is { } obstacle)
            {
                return obstacle;
            }

            new StoreInitializer(_fileSystem, layout, environment.Identifiers, environment.Migrations.Current).EnsureOwnFolder();
            _fileSystem.OpenAppendFile(layout.SharedWordsFile).Dispose();
            return null;
        }
        catch (FileSystemException exception) when (exception.Error is FileSystemError.AccessDenied or FileSystemError.ReadOnly)
        {
            return $"The folder cannot be written: {exception.Message}.";
        }
    }

    /// <summary>Brings an older store to the present format, and finishes what a process began that died.</summary>
    /// <returns>Why the store cannot be written; null when it has the present format.</returns>
    private async ValueTask<string?> MigrateAsync(StoreLayout layout, List<RecoveryConflict> left)
    {
        var migrator = new StoreMigrator(_fileSystem, layout, options, environment, left);
        if (migrator.IsSwapPending && await migrator.RunAsync().ConfigureAwait(false) is { } postponed)
        {
            return postponed;
        }

        var format = StoreFormat.Read(_fileSystem, layout);
        if (format is null || format > environment.Migrations.Current)
        {
            return $"The store's format is {format?.ToString(CultureInfo.InvariantCulture) ?? "unreadable"}; " +
                $"this version writes format {environment.Migrations.Current}. Use a newer version of RepoTickets.";
        }

        if (!migrator.IsNeeded(format.Value))
        {
            return null;
        }

        return migrator.FindObstacle(format.Value) ?? await migrator.RunAsync().ConfigureAwait(false);
    }
}
