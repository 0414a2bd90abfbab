using RepoTickets.Storage.Caching;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Configuration;

/// <summary>The repository's <c>config.yaml</c>, read again when its file has changed. Thread-safe.</summary>
internal sealed class ConfigurationSource(
    IFileSystem fileSystem, StoreLayout layout, ConfigurationFormat format, FreshnessClock clock, TimeProvider timeProvider)
{
    private const long MaximumLength = 1 << 20;
    private volatile Loaded? _loaded;

    /// <summary>The configuration, as stale as reads may be.</summary>
    /// <exception cref="DocumentFaultException">The file cannot be read.</exception>
    internal TicketsConfiguration Current => ValueOf(_loaded is { } loaded && clock.IsFresh(loaded.Epoch) ? loaded : Look());

    /// <summary>The configuration as it is in the file now: what is written must follow the rules that everybody can see.</summary>
    /// <exception cref="DocumentFaultException">The file cannot be read: no rule can be checked, so nothing is written.</exception>
    internal TicketsConfiguration Latest => ValueOf(Look());

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

    /// <summary>What is wrong in the file as it is now, but does not keep it from being read.</summary>
    /// <exception cref="DocumentFaultException">The file cannot be read.</exception>
    internal ValueList<FieldProblem> FindWarnings()
    {
        var loaded = Look();
        ValueOf(loaded);
        return loaded.Warnings;
    }

    /// <summary>Why the file as it is now cannot be read; null when it can be, or is not there.</summary>
    internal DocumentFault? FindFault() => Look().Fault;

    internal void Invalidate() => _loaded = null;

    private static TicketsConfiguration Default { get; } = new();

    private static TicketsConfiguration ValueOf(Loaded loaded) => loaded.Configuration ?? throw new DocumentFaultException(loaded.Fault!);

    private Loaded Look()
    {
        var loaded = Load(_loaded);
        _loaded = loaded;
        return loaded;
    }

    private Loaded Load(Loaded? previous)
    {
        var epoch = clock.Epoch;
        try
        {
            var path = layout.Absolute(StoreLayout.ConfigurationFile);
            if (previous is { Seen.IsRacy: false } && fileSystem.GetStatus(path) is { } status && status.Stamp == previous.Seen.Stamp)
            {
                return previous with { Epoch = epoch };
            }

            var now = (timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
            return fileSystem.ReadFile(path, MaximumLength) is { } content
                ? Bind(content, now, epoch)
                : new(Default, [], null, null, epoch);
        }
        catch (FileSystemException exception)
        {
            return new(null, [], Explain(exception), null, epoch);
        }
    }

    private Loaded Bind(FileContent content, long now, int epoch)
    {
        var seen = new SeenFile(content.Stamp, now, default);
        return format.TryRead(StoreLayout.ConfigurationFile, content.Bytes, out var configuration, out var warnings, out var fault)
            ? new(configuration, warnings, null, seen, epoch)
            : new(null, [], fault, seen, epoch);
    }

    private static DocumentFault Explain(FileSystemException exception) => exception.Error switch
    {
        FileSystemError.NotARegularFile => new(
            StoreLayout.ConfigurationFile, FaultReason.NotARegularFile, "This is a link, a folder or a device, not a regular file; it " +
                "is not followed. Replace it by a file."),
        FileSystemError.TooLarge => new(
            StoreLayout.ConfigurationFile, FaultReason.Limit, $"The file is larger than {MaximumLength:N0} bytes. Shorten it."),
        _ => new(
            StoreLayout.ConfigurationFile, FaultReason.Unreadable, $"The operating system refused to read the file: {exception.Message}"),
    };

    private sealed record Loaded(
        TicketsConfiguration? Configuration, ValueList<FieldProblem> Warnings, DocumentFault? Fault, SeenFile? Seen, int Epoch);
}
