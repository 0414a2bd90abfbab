using System.Globalization;
using System.Text;

namespace RepoTickets.LogTriage.Jira.Adf;

/// <summary>Makes text fit for Jira: no character that it refuses, none that turns the reading direction unseen.</summary>
internal static class AdfText
{
    /// <summary>Line ends become LF; control characters and broken surrogates are replaced; direction marks are made visible.</summary>
    internal static string Clean(string text)
    {
        if (!NeedsCleaning(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
            else if (c == '\r')
            {
                if (i + 1 >= text.Length || text[i + 1] != '\n')
                {
                    clean.Append('\n');
                }
            }
            else if (c is '\n' or '\t' || !IsUnfit(c))
            {
                clean.Append(c);
            }
            else if (IsDirectionMark(c))
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
            else
            {
                clean.Append('\uFFFD');
            }
        }

        return clean.ToString();
    }

    /// <summary>One line, cleaned, trimmed, at most so many characters, never ending in half a character.</summary>
    internal static string OneLine(string text, int maximumLength)
    {
        var line = new StringBuilder(Math.Min(text.Length, maximumLength + 1));
        var wasBlank = true;
        foreach (var c in Clean(text))
        {
            var isBlank = char.IsWhiteSpace(c) || char.IsControl(c);
            if (!(isBlank && wasBlank))
            {
                line.Append(isBlank ? ' ' : c);
            }

            wasBlank = isBlank;
            if (line.Length > maximumLength + 1)
            {
                break;
            }
        }

        return Cut(line.ToString().Trim(), maximumLength);
    }

    /// <summary>The text, or its beginning with an ellipsis, at most so many characters and never ending in half a character.</summary>
    internal static string Cut(string text, int maximumLength)
    {
        if (text.Length <= maximumLength)
        {
            return text;
        }

        var length = maximumLength - 1;
        if (length > 0 && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        return text[..length].TrimEnd() + "…";
    }

    private static bool NeedsCleaning(string text)
    {
        foreach (var c in text)
        {
            if (c is not ('\n' or '\t') && (IsUnfit(c) || char.IsSurrogate(c)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUnfit(char c) => char.IsControl(c) || char.IsSurrogate(c) || IsDirectionMark(c) || c is '\uFFFE' or '\uFFFF';

    private static bool IsDirectionMark(char c) =>
        c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C';
}
