using System.Text;

namespace RepoTickets.LogTriage.Jira;

/// <summary>
/// Writes queries. Every text goes through <see cref="Quote"/>, so that no text, however chosen, becomes part of the query's logic.
/// </summary>
internal static class Jql
{
    private const int MaximumValueLength = 255;

    /// <summary>
    /// Words that the text search of Jira leaves out or reads as operators; searching for them finds everything or nothing.
    /// </summary>
    private static readonly HashSet<string> StopWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "and", "or", "not", "the", "for", "with", "from", "that", "this", "error", "failed", "exception", "into", "when", "while", "null",
        "empty",
    };

    /// <summary>A quoted text.</summary>
    /// <exception cref="ArgumentException">It holds control characters or is too long: no name or word does.</exception>
    internal static string Quote(string text)
    {
        if (text.Length > MaximumValueLength || text.Any(static c => char.IsControl(c) || char.IsSurrogate(c)))
        {
            throw new ArgumentException(
                $"'{DisplayText.Escape(text)}' cannot be searched for: it is longer than {MaximumValueLength} characters or holds " +
                    "control characters.",
                nameof(text));
        }

        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
            {
                quoted.Append('\\');
            }

            quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Tickets with a label, the oldest first.</summary>
    internal static string ByLabel(string project, string label) =>
        $"project = {Quote(project)} AND labels = {Quote(label)} ORDER BY created ASC";

    /// <summary>Open tickets of some days with any of the words, the newest first.</summary>
    internal static string ByWords(string project, int days, IReadOnlyList<string> words)
    {
        var any = string.Join(" OR ", words.Select(static word => $"summary ~ {Quote(word)} OR description ~ {Quote(word)}"));
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"project = {Quote(project)} AND statusCategory != \"Done\" AND created >= \"-{days}d\" AND ({any}) ORDER BY created DESC");
    }

    /// <summary>
    /// Words to search for: letters and digits only, four to forty of them, so that no operator of the text search is among them; the first
    /// eight, lower-case, distinct.
    /// </summary>
    internal static IReadOnlyList<string> Words(params IEnumerable<string?> texts)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var text in texts)
        {
            foreach (var c in (text ?? "").AsSpan(0, Math.Min(text?.Length ?? 0, 1_000)))
            {
                if (char.IsLetterOrDigit(c))
                {
                    word.Append(char.ToLowerInvariant(c));
                }
                else
                {
                    Take(words, word);
                }
            }

            Take(words, word);
        }

        return words;
    }

    private static void Take(List<string> words, StringBuilder word)
    {
        var text = word.ToString();
        word.Clear();
        if (text.Length is >= 4 and <= 40 && words.Count < 8 && !StopWords.Contains(text) && !words.Contains(text)
            && text.Any(char.IsLetter))
        {
            words.Add(text);
        }
    }
}
