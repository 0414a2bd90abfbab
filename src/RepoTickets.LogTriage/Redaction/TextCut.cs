using System.Buffers;

namespace RepoTickets.LogTriage.Redaction;

/// <summary>
/// Cuts a text before it is redacted. The beginning of a key or an address has no shape that anybody would know, so the word that the cut
/// divides goes as a whole.
/// </summary>
internal static class TextCut
{
    /// <summary>A longer word is data, and cut like any text.</summary>
    private const int LongestWord = 512;

    /// <summary>A card's nineteen digits in groups.</summary>
    private const int LongestNumber = 24;

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n");

    /// <summary>What stands between words where there are no blanks, as in JSON.</summary>
    private static readonly SearchValues<char> Marks = SearchValues.Create("\"'`,;|<>()[]{}");

    /// <summary>The text up to a length, in whole words where they are not too long, and in whole characters.</summary>
    internal static string At(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var whole = LastBlank(text, length);
        if (whole >= 0)
        {
            return text[..WithoutNumbers(text, whole)];
        }

        // Not between the halves of a surrogate pair.
        return char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }

    /// <summary>The digits of a card may stand in groups: those before the cut go with the one that it divides.</summary>
    private static int WithoutNumbers(string text, int end)
    {
        var least = Math.Max(0, end - LongestNumber);
        while (end > least && (char.IsAsciiDigit(text[end - 1]) || text[end - 1] is ' ' or '-'))
        {
            end--;
        }

        return end;
    }

    /// <summary>Where the word that is divided at a place begins, by what stands before it; -1 when it is longer than any key.</summary>
    private static int LastBlank(string text, int place)
    {
        var tail = text.AsSpan(Math.Max(0, place - LongestWord), Math.Min(place, LongestWord));
        var found = tail.LastIndexOfAny(Blanks);
        found = found >= 0 ? found : tail.LastIndexOfAny(Marks);
        return found < 0 ? -1 : place - tail.Length + found + 1;
    }
}
