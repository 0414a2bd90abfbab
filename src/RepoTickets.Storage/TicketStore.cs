using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.Opening;
using RepoTickets.Storage.Repositories;

namespace RepoTickets.Storage;

/// <summary>Opens stores without a host. With one, use <c>services.AddRepoTickets(t => t.AddStorage(…))</c>. Thread-safe.</summary>
public static class TicketStore
{
    /// <summary>
    /// Opens the store of the repository that <paramref name="repositoryPath"/> lies in. Dispose it to leave its indexes up to date. What
    /// is returned is an <see cref="IStoreMaintenance"/> as well.
    /// </summary>
    /// <exception cref="StoreNotFoundException">There is no store.</exception>
    public static ValueTask<ITicketStore> OpenAsync(string repositoryPath, CancellationToken cancellationToken = default) =>
        OpenAsync(new StorageOptions { RepositoryPath = repositoryPath }, cancellationToken);

    /// <summary>Opens a store with options.</summary>
    /// <exception cref="ArgumentException">Options are out of their ranges.</exception>
    /// <exception cref="StoreNotFoundException">There is no store, and the options do not ask to create it.</exception>
    public static async ValueTask<ITicketStore> OpenAsync(StorageOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var store = new FileTicketStore(
            new(options, DefaultEnvironment(TimeProvider.System, new IdentifierGenerator(), NullLogger.Instance)));
        await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        return store;
    }

    /// <summary>
    /// Makes a store in the repository that <paramref name="repositoryPath"/> lies in, or in that folder when it is in none. Nothing that
    /// is there is overwritten.
    /// </summary>
    /// <returns>The <c>.tickets</c> folder and whether it was made now; false when there was a store already.</returns>
    /// <exception cref="StoreIoException">The operating system refused.</exception>
    public static (string Folder, bool Created) Initialize(string repositoryPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(repositoryPath);
        var fileSystem = PlatformFileSystem.Create();
        var layout = new StoreLayout(StoreLocation.Find(fileSystem, repositoryPath).TicketsFolder);
        try
        {
            if (StoreInitializer.IsInitialised(fileSystem, layout))
            {
                return (layout.Root, false);
            }

            var initializer = new StoreInitializer(fileSystem, layout, new IdentifierGenerator());
            initializer.Run();
            initializer.EnsureOwnFolder();
            return (layout.Root, true);
        }
        catch (FileSystemException exception)
        {
            throw StoreIo.Explain(exception, "The store could not be made.");
        }
    }

    internal static StoreEnvironment DefaultEnvironment(
        TimeProvider timeProvider, IIdentifierGenerator identifiers, ILogger logger, IMeterFactory? meters = null)
    {
        var fileSystem = PlatformFileSystem.Create();
        return new(fileSystem, timeProvider, identifiers, RepositoryIdentitySource.Create(fileSystem, timeProvider), logger)
        {
            Telemetry = new(meters, timeProvider, logger),
        };
    }
}
