using System.Collections.Concurrent;
using RepoTickets.LogTriage.Grouping.Canonical;

namespace RepoTickets.LogTriage.Grouping.Index;

/// <summary>The services seen. Bounded: those beyond the bound are made anew for each record and have an overflow group only.</summary>
internal sealed class NamespaceTable(int maximum)
{
    private readonly ConcurrentDictionary<string, (GroupNamespace Errors, GroupNamespace Others)> _spaces = new(StringComparer.Ordinal);
    private int _count;

    internal GroupNamespace Get(string? service, bool isError)
    {
        var name = service ?? "";
        if (!_spaces.TryGetValue(name, out var pair))
        {
            pair = Add(name);
        }

        return isError ? pair.Errors : pair.Others;
    }

    /// <summary>As above, from UTF-8, without making a string for services that are known.</summary>
    internal GroupNamespace Get(ReadOnlySpan<byte> service, bool isError)
    {
        Span<char> characters = stackalloc char[256];
        if (service.Length > characters.Length || !System.Text.Encoding.UTF8.TryGetChars(service, characters, out var length))
        {
            return Get(System.Text.Encoding.UTF8.GetString(service), isError);
        }

        var name = characters[..length];
        return _spaces.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var pair)
            ? (isError ? pair.Errors : pair.Others)
            : Get(name.ToString(), isError);
    }

    private (GroupNamespace Errors, GroupNamespace Others) Add(string name)
    {
        // The name of a service is kept in files; one with a secret in it is looked up twice for each record.
        var clean = SecretMask.Clean(name);
        if (!ReferenceEquals(clean, name))
        {
            return _spaces.TryGetValue(clean, out var known) ? known : Add(clean);
        }

        if (Volatile.Read(ref _count) >= maximum)
        {
            return (new(name, isError: true, isTracked: false), new(name, isError: false, isTracked: false));
        }

        var made = (new GroupNamespace(name, isError: true, isTracked: true), new GroupNamespace(name, isError: false, isTracked: true));
        if (_spaces.TryAdd(name, made))
        {
            Interlocked.Increment(ref _count);
            return made;
        }

        return _spaces[name];
    }
}
