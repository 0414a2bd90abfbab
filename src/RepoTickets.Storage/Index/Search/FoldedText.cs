using System.Buffers;
using System.Text;

namespace RepoTickets.Storage.Index;

/// <summary>Finds words in folded UTF-8 text, by the definitions of <see cref="SearchText"/>.</summary>
internal static class FoldedText
{
    internal static byte[] Of(string text) => Encoding.UTF8.GetBytes(SearchText.Fold(text));

    /// <summary>The length of the run at the start of the text: of a word, or of what stands between words.</summary>
    internal static int RunLength(ReadOnlySpan<byte> text, out bool isWord)
    {
        isWord = StartsWithWordRune(text, out var length);
        while (length < text.Length && StartsWithWordRune(text[length..], out var next) == isWord)
        {
            length += next;
        }

        return length;
    }

    internal static bool StartsWithWordRune(ReadOnlySpan<byte> text, out int length)
    {
        var first = text[0];
        if (first < 0x80)
        {
            length = 1;
            return char.IsAsciiLetterOrDigit((char)first);
        }

        _ = Rune.DecodeFromUtf8(text, out var rune, out length);
        return SearchText.IsWordRune(rune);
    }

    /// <summary>Whether the words stand in the text one after the other.</summary>
    internal static bool ContainsSequence(ReadOnlySpan<byte> text, byte[][] words, bool lastIsPrefix)
    {
        var from = 0;
        while (from < text.Length)
        {
            var found = text[from..].IndexOf(words[0]);
            if (found < 0)
            {
                return false;
            }

            var start = from + found;
            if (IsWordStart(text, start) && MatchesAt(text[start..], words, lastIsPrefix))
            {
                return true;
            }

            from = start + 1;
        }

        return false;
    }

    private static bool MatchesAt(ReadOnlySpan<byte> text, byte[][] words, bool lastIsPrefix)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (i > 0)
            {
                var gap = text.IsEmpty ? 0 : RunLength(text, out var isWord) is var length && !isWord ? length : 0;
                text = text[gap..];
            }

            if (!text.StartsWith(words[i]))
            {
                return false;
            }

            text = text[words[i].Length..];
            var goesOn = !text.IsEmpty && StartsWithWordRune(text, out _);
            if (goesOn)
            {
                return lastIsPrefix && i == words.Length - 1;
            }
        }

        return true;
    }

    private static bool IsWordStart(ReadOnlySpan<byte> text, int position)
    {
        if (position == 0)
        {
            return true;
        }

        var status = Rune.DecodeLastFromUtf8(text[..position], out var rune, out _);
        return status != OperationStatus.Done || !SearchText.IsWordRune(rune);
    }
}
