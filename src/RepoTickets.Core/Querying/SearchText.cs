using System.Globalization;
using System.Text;

namespace RepoTickets;

/// <summary>
/// How text is compared in searches: case is folded by the invariant simple mapping, and words are runs of letters, digits and the marks
/// that combine with them, in any script. Every evaluator of <see cref="TextFilter"/> uses these definitions.
/// </summary>
public static class SearchText
{
    /// <summary>The text in lower case; a surrogate without its partner becomes U+FFFD, as it would in UTF-8.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            builder.Append(Rune.ToLowerInvariant(rune));
        }

        return builder.ToString();
    }

    /// <summary>Whether a character is part of a word: a letter, a decimal digit, or a mark that combines with one.</summary>
    public static bool IsWordRune(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value)
        : Rune.IsLetterOrDigit(rune) ||
            Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>The words of a text in order, folded.</summary>
    public static ValueList<string> Words(string text)
    {
        var folded = Fold(text);
        var words = new List<string>();
        var start = -1;
        var position = 0;
        foreach (var rune in folded.EnumerateRunes())
        {
            if (IsWordRune(rune))
            {
                start = start < 0 ? position : start;
            }
            else if (start >= 0)
            {
                words.Add(folded[start..position]);
                start = -1;
            }

            position += rune.Utf16SequenceLength;
        }

        if (start >= 0)
        {
            words.Add(folded[start..]);
        }

        return words.ToValueList();
    }
}
