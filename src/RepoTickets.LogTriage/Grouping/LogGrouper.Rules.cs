using RepoTickets.LogTriage.Grouping.Evidence;
using RepoTickets.LogTriage.Grouping.Rules;

namespace RepoTickets.LogTriage.Grouping;

/// <content>Users' rules.</content>
internal sealed partial class LogGrouper
{
    /// <summary>More rules than this are refused: each is looked at for each record.</summary>
    private const int MaximumRules = 1_000;

    private readonly List<NamedFingerprint> _named = [];
    private readonly Lock _rulesLock = new();

    public IReadOnlyList<FingerprintRule> Fingerprints => _rules;

    public void AddFingerprint(FingerprintRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Validate();
        lock (_rulesLock)
        {
            if (_rules.Length >= MaximumRules && _rules.All(known => known.Name != rule.Name))
            {
                throw new ArgumentException($"There are {MaximumRules} rules already. Remove some.", nameof(rule));
            }

            Set(new(_index.Now(), rule.Name, rule));
        }
    }

    public bool RemoveFingerprint(string name)
    {
        lock (_rulesLock)
        {
            if (_rules.All(rule => rule.Name != name))
            {
                return false;
            }

            Set(new(_index.Now(), name, null));
            return true;
        }
    }

    public void Merge(LogGroupId from, LogGroupId into)
    {
        if (from.IsNone || into.IsNone)
        {
            throw new ArgumentException("Neither side of a merge may be the name of no group.", from.IsNone ? nameof(from) : nameof(into));
        }

        _index.Merge(from, into);
    }

    public bool Unmerge(LogGroupId from) => _index.Unmerge(from);

    public LogGroupId Split(LogEntry example)
    {
        ArgumentNullException.ThrowIfNull(example);
        var key = new byte[EvidenceKey.MaximumBytes];
        var length = _evidence.Write(example, _rules, key);
        return _index.Split(SpaceOf(example), key.AsSpan(0, length));
    }

    private void Set(NamedFingerprint rule)
    {
        _index.Frozen(() =>
        {
            _journal.Rule(rule);
            return true;
        });
        _named.RemoveAll(known => known.Name == rule.Name);
        _named.Add(rule);
        _rules = [.. _named.OrderBy(known => known.Created).Select(known => known.Rule).OfType<FingerprintRule>()];
    }
}
