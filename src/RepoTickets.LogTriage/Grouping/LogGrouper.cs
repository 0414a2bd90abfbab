using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Grouping.Canonical;
using RepoTickets.LogTriage.Grouping.Evidence;
using RepoTickets.LogTriage.Grouping.Index;
using RepoTickets.LogTriage.Grouping.State;

namespace RepoTickets.LogTriage.Grouping;

/// <summary>The grouper: evidence to key, key to group. Assigning a known key takes no lock and allocates nothing.</summary>
internal sealed partial class LogGrouper : ILogGroupRegistry
{
    private readonly NamespaceTable _spaces;
    private readonly GroupIndex _index;
    private readonly GroupJournal _journal;
    private readonly GroupStateFile? _state;
    private readonly EvidenceKey _evidence;
    private volatile FingerprintRule[] _rules = [];

    internal LogGrouper(LogGrouperOptions options, TimeProvider time, IGroupStateStore? store)
    {
        options.Validate();
        _spaces = new(options.MaximumServices);
        _journal = new(isKept: store is not null);
        _index = new(options, _spaces, time, _journal);
        _evidence = new(options);
        if (store is not null)
        {
            _state = new(store);
            Restore(_state.Read());
        }
    }

    public int Count => _index.Count;

    public LogGroupStatistics Statistics => new(_index.Count, _index.Overflowed, _index.Evicted);

    [SkipLocalsInit]
    public GroupAssignment Assign(LogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Span<byte> key = stackalloc byte[EvidenceKey.MaximumBytes];
        var length = _evidence.Write(entry, _rules, key);
        return _index.Assign(SpaceOf(entry), key[..length]);
    }

    /// <summary>
    /// As <see cref="Assign(LogEntry)"/>, from the parts of a record in UTF-8, without making an entry. Rules of fingerprints are not looked at:
    /// callers make an entry while there are any (<see cref="HasRules"/>).
    /// </summary>
    [SkipLocalsInit]
    internal GroupAssignment Assign(in Utf8Evidence evidence, GroupNamespace space)
    {
        Span<byte> key = stackalloc byte[EvidenceKey.MaximumBytes];
        var length = _evidence.Write(evidence, key);
        return _index.Assign(space, key[..length]);
    }

    /// <summary>There are rules of fingerprints.</summary>
    internal bool HasRules => _rules.Length > 0;

    internal GroupNamespace SpaceOf(ReadOnlySpan<byte> service, bool isError) => _spaces.Get(service, isError);

    public LogGroupId Resolve(LogGroupId id) => _index.Resolve(id);

    public GroupExplanation Explain(LogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var key = new byte[EvidenceKey.MaximumBytes];
        var length = _evidence.Write(entry, _rules, key);
        var found = key.AsSpan(0, length);
        var node = _index.Peek(SpaceOf(entry), found);
        var chain = node is null ? [] : _index.ChainOf(node.Id);
        return new(
            node?.Root.Id ?? default,
            EvidenceKind.Of(found[0]),
            Encoding.UTF8.GetString(found[1..]),
            found[0] == EvidenceKind.Message ? SlotsOf(entry) : [],
            chain.Count > 1 ? [.. chain.Take(chain.Count - 1)] : [],
            GroupingAlgorithm.Version);
    }

    private static List<string> SlotsOf(LogEntry entry)
    {
        var text = Encoding.UTF8.GetBytes(entry.Message);
        var ranges = new List<Range>();
        Canonicalizer.Write(text, new byte[CanonicalLimits.CanonicalBytes], ranges);
        return ranges.ConvertAll(range => Encoding.UTF8.GetString(text[range]));
    }

    private GroupNamespace SpaceOf(LogEntry entry) => _spaces.Get(entry.Service, entry.Level is >= LogLevel.Error and not LogLevel.None);

    public void Dispose() => _state?.Dispose();
}
