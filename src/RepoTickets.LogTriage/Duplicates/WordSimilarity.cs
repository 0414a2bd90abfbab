using RepoTickets.LogTriage.Grouping.Compatibility;

namespace RepoTickets.LogTriage;

/// <summary>
/// Compares the words of the quoted original log and those of the title. The measure counts what is missing on either side, so that being
/// contained in the other is not enough.
/// </summary>
internal sealed class WordSimilarity : ISimilarityMeasure
{
    private const string OriginalLog = "Original log";
    private const double LogWeight = 0.7;

    public double Compare(LogGroup group, LogAnalysis analysis, FiledTicket ticket)
    {
        var title = TextSimilarity.Compare(analysis.Title, WithoutPrefix(ticket.Title));
        return Quoted(ticket.Text) is { } original ? (LogWeight * TextSimilarity.Compare(group.First.Message, original)) + ((1 - LogWeight) * title) : title * 0.8;
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
