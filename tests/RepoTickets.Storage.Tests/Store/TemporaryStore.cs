using System.Text;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Tests.Documents;

namespace RepoTickets.Storage.Tests.Store;

/// <summary>
/// A store in a folder of its own on the real file system. Reads are never stale and nothing is given time to settle, so that a test says
/// what it wants by itself.
/// </summary>
internal sealed class TemporaryStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Action<StorageOptions>? _configure;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _byHand = new(StringComparer.Ordinal);
    private ITicketStore? _store;
    private string? _reasonAgainstCheck;

    private TemporaryStore(Action<StorageOptions>? configure, TimeProvider? time, string name)
    {
        _configure = configure;
        _time = time ?? TimeProvider.System;
        RepositoryPath = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(RepositoryPath);
    }

    internal string RepositoryPath { get; }

    internal string Root => Path.Combine(RepositoryPath, ".tickets");

    internal ITicketStore Store => _store ?? throw new InvalidOperationException("The store is closed.");

    internal IStoreMaintenance Maintenance => (IStoreMaintenance)Store;

    /// <summary>A store that is initialised and open.</summary>
    internal static async Task<TemporaryStore> CreateAsync(
        Action<StorageOptions>? configure = null, TimeProvider? time = null, string name = "repository",
        CancellationToken cancellationToken = default)
    {
        var temporary = new TemporaryStore(configure, time, name);
        TicketStore.Initialize(temporary.RepositoryPath);
        await temporary.ReopenAsync(cancellationToken);
        return temporary;
    }

    /// <summary>A folder without a store, for tests that make or find one themselves.</summary>
    internal static TemporaryStore Closed(Action<StorageOptions>? configure = null) => new(configure, null, "repository");

    internal async Task ReopenAsync(CancellationToken cancellationToken = default)
    {
        await CloseAsync();
        _store = await OpenAnotherAsync(cancellationToken: cancellationToken);
    }

    internal async Task CloseAsync()
    {
        if (_store is { } store)
        {
            _store = null;
            await store.DisposeAsync();
        }
    }

    /// <summary>One more store on the same folder, as another process would have.</summary>
    internal async Task<ITicketStore> OpenAnotherAsync(
        Action<StorageOptions>? configure = null, Func<IFileSystem, IFileSystem>? wrap = null,
        CancellationToken cancellationToken = default)
    {
        var options = new StorageOptions
        {
            RepositoryPath = RepositoryPath,
            WatchFiles = false,
            SettleTime = TimeSpan.Zero,
            MaximumStaleness = TimeSpan.Zero,
            SweepInterval = TimeSpan.FromDays(1),
            TimeZone = TimeZoneInfo.Utc,
        };
        _configure?.Invoke(options);
        configure?.Invoke(options);
        var environment = TicketStore.DefaultEnvironment(
            _time, new IdentifierGenerator(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var store = new FileTicketStore(
            new(options, environment with { FileSystem = wrap?.Invoke(environment.FileSystem) ?? environment.FileSystem }));
        await store.OpenAsync(cancellationToken);
        return store;
    }

    internal string PathOf(string relative) => Path.Combine(Root, relative);

    internal bool Exists(string relative) => File.Exists(PathOf(relative));

    internal string Read(string relative) => File.ReadAllText(PathOf(relative));

    internal byte[] Bytes(string relative) => File.ReadAllBytes(PathOf(relative));

    internal string[] Lines(string relative) => File.ReadAllLines(PathOf(relative));

    internal void Write(string relative, string text) => Write(relative, Encoding.UTF8.GetBytes(text));

    internal void Write(string relative, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        File.WriteAllBytes(PathOf(relative), bytes);
        _byHand.Add(Path.GetFileNameWithoutExtension(relative));
    }

    /// <summary>
    /// What the store wrote is held against the rules of the Python package when the test ends, unless the test says why it cannot keep them.
    /// Documents of which the test wrote a file itself are left out: an edit keeps what it finds.
    /// </summary>
    internal void SkipPythonContract(string reason) => _reasonAgainstCheck = reason;

    /// <summary>Every file outside <c>.sdk</c> with its bytes as text.</summary>
    internal Dictionary<string, string> Snapshot() => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(static path => !path.StartsWith(".sdk/", StringComparison.Ordinal))
        .ToDictionary(static path => path, path => Convert.ToHexString(File.ReadAllBytes(PathOf(path))));

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        var problems = _reasonAgainstCheck is null && Directory.Exists(Root) ? PythonContractFolder.Check(Root, _byHand) : [];
        _folder.Dispose();
        Assert.True(problems.Count == 0, $"At the end of the test, whatever it found itself, files break the rules of the Python package: {string.Join("; ", problems)}");
    }
}
