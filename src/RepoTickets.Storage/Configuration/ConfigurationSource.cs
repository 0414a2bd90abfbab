using RepoTickets.Storage.Caching;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Configuration;

/// <summary>The repository's <c>config.yaml</c>, read again when its file has changed. Thread-safe.</summary>
internal sealed class ConfigurationSource(IFileSystem fileSystem, StoreLayout layout, ConfigurationFormat format, FreshnessClock clock)
{
    private volatile Loaded? _loaded;

    /// <summary>The configuration as it is now.</summary>
    /// <exception cref="DocumentFaultException">The file cannot be read: no rule can be checked, so nothing is written.</exception>
    internal TicketsConfiguration Current
    {
        get
        {
            var loaded = _loaded;
            if (loaded is not null && clock.IsFresh(loaded.Epoch))
            {
                return loaded.Configuration ?? throw new DocumentFaultException(loaded.Fault!);
            }

            loaded = Load(loaded);
            _loaded = loaded;
            return loaded.Configuration ?? throw new DocumentFaultException(loaded.Fault!);
        }
    }

    /// <summary>The configuration, or the default one when the file cannot be read: enough for reading.</summary>
    internal TicketsConfiguration CurrentOrDefault
    {
        get
        {
            try
            {
                return Current;
            }
            catch (DocumentFaultException)
            {
                return Default;
            }
        }
    }

    internal void Invalidate() => _loaded = null;

    private static TicketsConfiguration Default { get; } = new();

    private Loaded Load(Loaded? previous)
    {
        var epoch = clock.Epoch;
        try
        {
            var path = layout.Absolute(StoreLayout.ConfigurationFile);
            if (previous is not null && fileSystem.GetStatus(path) is { } status && status.Stamp == previous.Stamp)
            {
                return previous with { Epoch = epoch };
            }

            return fileSystem.ReadFile(path, 1 << 20) is { } content ? Bind(content, epoch) : new(Default, null, default, epoch);
        }
        catch (FileSystemException exception)
        {
            return new(null, new(StoreLayout.ConfigurationFile, FaultReason.Unreadable, exception.Message), default, epoch);
        }
    }

    private Loaded Bind(FileContent content, int epoch) =>
        format.TryRead(StoreLayout.ConfigurationFile, content.Bytes, out var configuration, out _, out var fault)
            ? new(configuration, null, content.Stamp, epoch)
            : new(null, fault, content.Stamp, epoch);

    private sealed record Loaded(TicketsConfiguration? Configuration, DocumentFault? Fault, FileStamp Stamp, int Epoch);
}
