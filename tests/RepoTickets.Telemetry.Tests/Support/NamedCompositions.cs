using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RepoTickets.Telemetry.Tests;

/// <summary>A host with several repositories by name, and one meter factory.</summary>
internal sealed class NamedCompositions : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telemetry-named-");
    private readonly ServiceProvider _provider;

    internal NamedCompositions(params string[] names)
        : this(names, hasFactory: true)
    {
    }

    internal NamedCompositions(string[] names, bool hasFactory, ILoggerProvider? logs = null)
    {
        var services = new ServiceCollection();
        if (hasFactory)
        {
            services.AddSingleton<IMeterFactory>(Meters);
        }

        if (logs is not null)
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(logs));
        }

        foreach (var name in names)
        {
            services.AddRepoTickets(name, tickets => tickets.AddStorage(options =>
            {
                options.RepositoryPath = _folder.CreateSubdirectory("of-" + name).FullName;
                options.CreateIfMissing = true;
            }).AddEvents().AddBatch().AddWorkflows().AddLogTriage().AddPerformanceReport());
        }

        _provider = services.BuildServiceProvider();
    }

    internal ScopedMeters Meters { get; } = new();

    internal ITicketStore Store(string name) => Get<ITicketStore>(name);

    internal T Get<T>(string name)
        where T : notnull => _provider.GetRequiredKeyedService<T>(name);

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
