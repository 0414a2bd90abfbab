using System.Runtime.CompilerServices;

namespace RepoTickets.LogTriage.Grouping.Canonical;

/// <summary>
/// A fixed set of ASCII words of at most sixteen letters, compared without regard to case. Looking a word up allocates nothing, and words
/// whose length no member has are turned away at once. Immutable.
/// </summary>
internal sealed class WordSet
{
    internal const int LongestWord = 16;

    private readonly (ulong Head, ulong Tail)[] _slots;
    private readonly uint _lengths;
    private readonly int _mask;

    internal WordSet(string words)
    {
        var list = words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var size = 16;
        while (size < list.Length * 4)
        {
            size *= 2;
        }

        _slots = new (ulong, ulong)[size];
        _mask = size - 1;
        foreach (var word in list)
        {
            var bytes = System.Text.Encoding.ASCII.GetBytes(word);
            if (bytes.Length > LongestWord)
            {
                throw new ArgumentException($"The word '{word}' is longer than {LongestWord} letters.", nameof(words));
            }

            _lengths |= 1u << bytes.Length;
            var packed = Pack(bytes);
            var index = IndexOf(packed);
            while (_slots[index] != default && _slots[index] != packed)
            {
                index = (index + 1) & _mask;
            }

            _slots[index] = packed;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Contains(ReadOnlySpan<byte> word) => word.Length <= LongestWord && (_lengths & (1u << word.Length)) != 0 && Find(word);

    private bool Find(ReadOnlySpan<byte> word)
    {
        var packed = Pack(word);
        var index = IndexOf(packed);
        while (_slots[index] != default)
        {
            if (_slots[index] == packed)
            {
                return true;
            }

            index = (index + 1) & _mask;
        }

        return false;
    }

    private int IndexOf((ulong Head, ulong Tail) packed) => (int)(TextHash.Fold(packed.Head ^ 0x9E3779B97F4A7C15, packed.Tail ^ 0xC2B2AE3D27D4EB4F) & (uint)_mask);

    private static (ulong Head, ulong Tail) Pack(ReadOnlySpan<byte> word)
    {
        ulong head = 0, tail = 0;
        for (var index = 0; index < word.Length; index++)
        {
            // Bit 0x20 makes letters lower case; a few signs fall together with others, which no member of a set contains.
            var value = (ulong)(word[index] | 0x20);
            if (index < 8)
            {
                head |= value << (8 * index);
            }
            else
            {
                tail |= value << (8 * (index - 8));
            }
        }

        return (head, tail);
    }
}
