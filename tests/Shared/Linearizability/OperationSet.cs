namespace RepoTickets.Tests.Linearizability;

/// <summary>A set of operations of one history, compared by content.</summary>
internal sealed class OperationSet : IEquatable<OperationSet>
{
    private readonly ulong[] _words;

    internal OperationSet(int count) => _words = new ulong[(count + 63) / 64];

    private OperationSet(ulong[] words) => _words = words;

    internal void Add(int index) => _words[index / 64] |= 1UL << (index % 64);

    internal void Remove(int index) => _words[index / 64] &= ~(1UL << (index % 64));

    /// <summary>A copy with one more.</summary>
    internal OperationSet With(int index)
    {
        var copy = new OperationSet([.. _words]);
        copy.Add(index);
        return copy;
    }

    public bool Equals(OperationSet? other) => other is not null && _words.AsSpan().SequenceEqual(other._words);

    public override bool Equals(object? obj) => Equals(obj as OperationSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var word in _words)
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }
}
