using System.Globalization;
using System.Text;

namespace RepoTickets.LogTriage.Models;

/// <summary>Finds JSON objects in what a model says: in a code block, with chatter around, one a line. Linear in the text.</summary>
internal static class JsonExtraction
{
    private const int MaximumCandidates = 8;

    /// <summary>The stretches that are balanced braces, strings respected, in order; at most eight.</summary>
    internal static IEnumerable<string> Candidates(string text)
    {
        var found = 0;
        for (var i = text.IndexOf('{', StringComparison.Ordinal); i >= 0 && found < MaximumCandidates; i = text.IndexOf('{', i))
        {
            var end = EndOfObject(text, i);
            if (end < 0)
            {
                yield break;
            }

            found++;
            yield return text[i..end];
            i = end;
            if (i >= text.Length)
            {
                yield break;
            }
        }
    }

    /// <summary>The same JSON with control characters inside strings escaped, which models forget.</summary>
    internal static string EscapeControls(string json)
    {
        var result = new StringBuilder(json.Length + 16);
        var isString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (isString && c == '\\' && i + 1 < json.Length && json[i + 1] >= ' ')
            {
                result.Append(c).Append(json[++i]);
                continue;
            }

            isString ^= c == '"';
            if (isString && c < ' ')
            {
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    /// <returns>-1 when the object is never closed.</returns>
    private static int EndOfObject(string text, int start)
    {
        var depth = 0;
        var isString = false;
        for (var i = start; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when isString:
                    i++;
                    break;
                case '"':
                    isString = !isString;
                    break;
                case '{' when !isString:
                    depth++;
                    break;
                case '}' when !isString && --depth == 0:
                    return i + 1;
            }
        }

        return -1;
    }
}
