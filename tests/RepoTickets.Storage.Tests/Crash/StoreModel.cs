namespace RepoTickets.Storage.Tests.Crash;

/// <summary>
/// What must be in the store: what was acknowledged, and of what was not, each change set wholly or not at all.
/// </summary>
internal sealed class StoreModel
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<(DocumentKey Key, Document? Document)>> _effects;
    private readonly List<string> _unknown = [];
    private StoreContents _certain;

    /// <param name="start">What was there before.</param>
    /// <param name="effects">What each step of the operation does, as a run without faults showed.</param>
    internal StoreModel(StoreContents start, IReadOnlyDictionary<string, IReadOnlyList<(DocumentKey Key, Document? Document)>> effects)
    {
        _certain = start.Copy();
        _effects = effects;
    }

    /// <summary>Every identifier that was ever acknowledged.</summary>
    internal HashSet<string> Identifiers { get; } = new(StringComparer.Ordinal);

    /// <summary>Tells states apart for which the same disk may be right in one and wrong in the other.</summary>
    internal string Signature => $"{_certain}|{string.Join(',', _unknown)}";

    internal bool HasUnknown => _unknown.Count > 0;

    internal void Begin(string step) => _unknown.Add(step);

    internal void Acknowledge(string step, IReadOnlyList<(DocumentKey Key, Document? Document)> documents)
    {
        _unknown.Remove(step);
        foreach (var (key, document) in documents)
        {
            Identifiers.Add(key.ToString());
            _certain.Set(key, document);
        }
    }

    /// <summary>The store said that the step is durable although it failed.</summary>
    internal void AcknowledgeUnseen(string step)
    {
        _unknown.Remove(step);
        Apply(_certain, step);
    }

    internal void Refuse(string step) => _unknown.Remove(step);

    internal StoreModel Copy()
    {
        var copy = new StoreModel(_certain, _effects);
        copy._unknown.AddRange(_unknown);
        copy.Identifiers.UnionWith(Identifiers);
        return copy;
    }

    /// <summary>From here on it must be exactly what was seen.</summary>
    internal void Fix(StoreContents seen)
    {
        _certain = seen.Copy();
        _unknown.Clear();
    }

    /// <exception cref="StoreCheckException">It is none of the states that are allowed.</exception>
    internal void Check(StoreContents seen)
    {
        for (var choice = 0; choice < 1 << _unknown.Count; choice++)
        {
            var allowed = _certain.Copy();
            for (var i = 0; i < _unknown.Count; i++)
            {
                if ((choice & (1 << i)) != 0)
                {
                    Apply(allowed, _unknown[i]);
                }
            }

            if (allowed.IsLike(seen))
            {
                return;
            }
        }

        throw new StoreCheckException($"Seen:\n{seen}\nCertain:\n{_certain}\nWhole or not at all: {string.Join(", ", _unknown)}");
    }

    private void Apply(StoreContents contents, string step)
    {
        foreach (var (key, document) in _effects[step])
        {
            contents.Set(key, document is null ? null : StoreContents.Timeless(document));
        }
    }
}
