namespace RepoTickets.LogTriage.Rules;

/// <summary>
/// The words of a log text, in lower case, names such as <c>NullPointerException</c> taken apart. Rules compare whole words, so that
/// <c>author</c> is not <c>auth</c> and <c>product</c> is not <c>prod</c>.
/// </summary>
internal sealed class LogWords
{
    private const int MostCharacters = 8_192;

    private readonly List<string> _words = [];
    private readonly HashSet<string> _set;

    internal LogWords(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text))
            {
                Split(text.AsSpan(0, Math.Min(text.Length, MostCharacters)));
            }
        }

        _set = new HashSet<string>(_words, StringComparer.Ordinal);
    }

    internal IReadOnlyList<string> All => _words;

    internal bool Has(string word) => _set.Contains(word);

    /// <summary>The words stand one after the other.</summary>
    internal bool HasPhrase(string[] phrase)
    {
        if (!_set.Contains(phrase[0]))
        {
            return false;
        }

        for (var start = 0; start + phrase.Length <= _words.Count; start++)
        {
            var length = 0;
            while (length < phrase.Length && _words[start + length] == phrase[length])
            {
                length++;
            }

            if (length == phrase.Length)
            {
                return true;
            }
        }

        return false;
    }

    private void Split(ReadOnlySpan<char> text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isPart = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (isPart && start < 0)
            {
                start = i;
            }
            else if (start >= 0 && (!isPart || IsHump(text, i)))
            {
                _words.Add(text[start..i].ToString().ToLowerInvariant());
                start = isPart ? i : -1;
            }
        }
    }

    /// <summary>A new word begins inside a name: <c>fileNot|Found</c>, <c>HTTP|Client</c>.</summary>
    private static bool IsHump(ReadOnlySpan<char> text, int i) =>
        char.IsUpper(text[i]) && (char.IsLower(text[i - 1]) || (char.IsUpper(text[i - 1]) && i + 1 < text.Length && char.IsLower(text[i + 1])));
}
