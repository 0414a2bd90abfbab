namespace RepoTickets.Storage.Index;

/// <summary>Gives numbers to byte strings while a text index is built; without an object for each.</summary>
internal sealed class TermTable
{
    private byte[] _bytes = new byte[4096];
    private int[] _starts = new int[256];
    private int[] _hashes = new int[256];
    private int[] _slots = new int[1024];

    internal int Count { get; private set; }

    internal ReadOnlySpan<byte> this[int term] => _bytes.AsSpan(_starts[term], _starts[term + 1] - _starts[term]);

    internal int Add(ReadOnlySpan<byte> text)
    {
        var hash = Hash(text);
        var slot = hash & (_slots.Length - 1);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var term = _slots[slot] - 1;
            if (_hashes[term] == hash && this[term].SequenceEqual(text))
            {
                return term;
            }
        }

        Append(text, hash);
        _slots[slot] = Count;
        if (Count * 2 > _slots.Length)
        {
            Grow();
        }

        return Count - 1;
    }

    private void Append(ReadOnlySpan<byte> text, int hash)
    {
        var start = _starts[Count];
        while (start + text.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(start + text.Length, (int)Math.Min(Array.MaxLength, _bytes.Length * 2L)));
        }

        if (Count + 2 > _starts.Length)
        {
            Array.Resize(ref _starts, _starts.Length * 2);
            Array.Resize(ref _hashes, _hashes.Length * 2);
        }

        text.CopyTo(_bytes.AsSpan(start));
        _hashes[Count] = hash;
        _starts[++Count] = start + text.Length;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 4];
        for (var term = 0; term < Count; term++)
        {
            var slot = _hashes[term] & (_slots.Length - 1);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = term + 1;
        }
    }

    // Seeded per process, so that words cannot be chosen to collide.
    private static int Hash(ReadOnlySpan<byte> text)
    {
        var hash = default(HashCode);
        hash.AddBytes(text);
        return hash.ToHashCode() & int.MaxValue;
    }
}
