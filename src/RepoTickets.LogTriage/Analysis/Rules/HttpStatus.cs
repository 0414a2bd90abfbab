using System.Globalization;

namespace RepoTickets.LogTriage.Rules;

/// <summary>Finds the status of an answer in a log text: three digits that stand near a word which says what they are.</summary>
internal static class HttpStatus
{
    private const int Near = 3;

    private static readonly HashSet<string> Signs = new(StringComparer.Ordinal) { "http", "https", "status", "statuscode", "response", "responded", "returned" };

    /// <summary>400 to 599; null when there is none. A duration of 450 ms is none.</summary>
    internal static int? Find(LogWords words)
    {
        for (var i = 0; i < words.All.Count; i++)
        {
            var word = words.All[i];
            if (word.Length == 3 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 400 and <= 599 &&
                IsNearSign(words.All, i) && !(i + 1 < words.All.Count && words.All[i + 1] is "ms" or "s" or "bytes" or "mb" or "kb"))
            {
                return number;
            }
        }

        return null;
    }

    private static bool IsNearSign(IReadOnlyList<string> words, int at)
    {
        for (var i = Math.Max(0, at - Near); i < at; i++)
        {
            if (Signs.Contains(words[i]))
            {
                return true;
            }
        }

        return false;
    }
}
