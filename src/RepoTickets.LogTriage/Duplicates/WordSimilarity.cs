namespace RepoTickets.LogTriage;

/// <summary>
/// Compares the words of the quoted original log and of the title, each as a multiset and by the longer of the two, so that one side's words
/// being all among the other's is not enough.
/// </summary>
internal sealed class WordSimilarity : ISimilarityMeasure
{
    private const string OriginalLog = "Original log";
    private const double LogWeight = 0.7;
    private const int MostCharacters = 4_000;

    public double Compare(LogGroup group, LogAnalysis analysis, FiledTicket ticket)
    {
        var title = Alike(analysis.Title, WithoutPrefix(ticket.Title));
        return Quoted(ticket.Text) is { } original ? (LogWeight * Alike(group.First.Message, original)) + ((1 - LogWeight) * title) : title * 0.8;
    }

    internal static double Alike(string left, string right)
    {
        var (a, b) = (Count(left), Count(right));
        var total = Math.Max(a.Values.Sum(), b.Values.Sum());
        return total == 0 ? 0 : (double)a.Sum(pair => Math.Min(pair.Value, b.GetValueOrDefault(pair.Key))) / total;
    }

    private static Dictionary<string, int> Count(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in SearchText.Words(text.Length > MostCharacters ? text[..MostCharacters] : text))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        return counts;
    }

    /// <summary>The quoted log ends where its block does; what follows it in a ticket is not log.</summary>
    private static string? Quoted(string text)
    {
        var heading = text.LastIndexOf(OriginalLog, StringComparison.OrdinalIgnoreCase);
        if (heading < 0)
        {
            return null;
        }

        var begin = text.IndexOf('\n', heading);
        var next = begin < 0 ? -1 : text.IndexOf("\n## ", begin, StringComparison.Ordinal);
        var part = begin < 0 ? "" : next < 0 ? text[begin..] : text[begin..next];
        return part.Replace("```text", "", StringComparison.Ordinal).Trim('`', '\n', ' ', '\r');
    }

    private static string WithoutPrefix(string title)
    {
        while (title.StartsWith('[') && title.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
        {
            title = title[(end + 1)..].TrimStart();
        }

        return title;
    }
}
