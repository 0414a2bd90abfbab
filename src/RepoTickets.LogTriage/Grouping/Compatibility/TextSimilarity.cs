namespace RepoTickets.LogTriage.Grouping.Compatibility;

/// <summary>
/// How alike two texts are, from 0 to 1: the Dice coefficient of their words, counted with repetition, times how close their lengths are.
/// One fixed measure. Unlike measures of sets of words it never calls a text that is part of another one the same, and needs evidence from
/// both sides.
/// </summary>
internal static class TextSimilarity
{
    /// <summary>Only so much of each text is compared.</summary>
    internal const int MaximumCharacters = 16 * 1024;

    /// <summary>0 when either holds no word, 1 only when both hold the same words equally often.</summary>
    internal static double Compare(string? left, string? right)
    {
        var (leftWords, leftCount) = WordsOf(left);
        var (rightWords, rightCount) = WordsOf(right);
        if (leftCount == 0 || rightCount == 0)
        {
            return 0;
        }

        var shared = 0;
        foreach (var (word, count) in leftWords)
        {
            shared += Math.Min(count, rightWords.GetValueOrDefault(word));
        }

        // Words say what a text is about, the ratio of lengths says whether one text is merely a part of the other.
        var dice = 2.0 * shared / (leftCount + rightCount);
        var balance = (double)Math.Min(leftCount, rightCount) / Math.Max(leftCount, rightCount);
        return dice * balance;
    }

    private static (Dictionary<string, int> Words, int Count) WordsOf(string? text)
    {
        var words = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var rest = text.AsSpan();
        rest = rest.Length > MaximumCharacters ? rest[..MaximumCharacters] : rest;
        var count = 0;
        while (!rest.IsEmpty)
        {
            var length = 0;
            while (length < rest.Length && char.IsLetterOrDigit(rest[length]))
            {
                length++;
            }

            if (length > 0)
            {
                lookup[rest[..length]] = lookup.TryGetValue(rest[..length], out var known) ? known + 1 : 1;
                count++;
            }

            rest = rest[Math.Min(rest.Length, length + 1)..];
        }

        return (words, count);
    }
}
