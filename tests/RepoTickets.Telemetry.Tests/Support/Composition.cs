using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RepoTickets.Telemetry.Tests;

/// <summary>All packages on a new repository, with a meter factory of its own, so that its meters can be told from others.</summary>
internal sealed class Composition : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telemetry-tests-");
    private readonly ServiceProvider _provider;

    internal Composition(
        Action<IRepoTicketsBuilder>? configure = null, ILoggerProvider? logs = null, LogLevel level = LogLevel.Debug,
        Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<IMeterFactory>(Meters);
        if (logs is not null)
        {
            collection.AddLogging(logging => logging.SetMinimumLevel(level).AddProvider(logs));
        }

        services?.Invoke(collection);
        collection.AddRepoTickets(tickets =>
        {
            tickets.AddStorage(options =>
            {
                options.RepositoryPath = _folder.FullName;
                options.CreateIfMissing = true;
                options.MaximumStaleness = TimeSpan.FromHours(1);
            }).AddEvents().AddBatch().AddAgents().AddClaims();
            configure?.Invoke(tickets);
        });
        _provider = collection.BuildServiceProvider();
    }

    internal ScopedMeters Meters { get; } = new();

    internal string Root => Path.Combine(_folder.FullName, ".tickets");

    internal ITicketStore Store => Get<ITicketStore>();

    internal T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>As the factory of Microsoft.Extensions.Diagnostics: one meter a name, marked with the factory.</summary>
internal sealed class ScopedMeters : IMeterFactory
{
    private readonly Dictionary<(string Name, string Tags), Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        lock (_meters)
        {
            options.Scope = this;
            var key = (options.Name, string.Join(',', options.Tags ?? []));
            return _meters.TryGetValue(key, out var known) ? known : _meters[key] = new(options);
        }
    }

    public void Dispose()
    {
        foreach (var meter in _meters.Values)
        {
            meter.Dispose();
        }
    }
}
