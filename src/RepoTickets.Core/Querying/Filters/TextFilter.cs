namespace RepoTickets;

/// <summary>How a text is looked for.</summary>
public enum TextMatch
{
    /// <summary>Its words, whole and one after the other; what stands between them does not matter.</summary>
    Words,

    /// <summary>Its words, one after the other; the last one may go on.</summary>
    Prefix,

    /// <summary>Its characters, anywhere.</summary>
    Substring,
}

/// <summary>Looks for a text in title, labels, description and comments, by the rules of <see cref="SearchText"/>.</summary>
public sealed record TextFilter : TicketFilter
{
    internal TextFilter(TextMatch match, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (match is not (TextMatch.Words or TextMatch.Prefix or TextMatch.Substring))
        {
            throw new ArgumentOutOfRangeException(nameof(match), match, "Use one of the three ways to match.");
        }

        if (match != TextMatch.Substring && SearchText.Words(text).Count == 0)
        {
            throw new ArgumentException("The text has no letter and no digit; look for such characters with Substring.", nameof(text));
        }

        Match = match;
        Text = text;
    }

    /// <summary>How it is looked for.</summary>
    public TextMatch Match { get; }

    /// <summary>The text as it was given; case does not matter.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) => Match == TextMatch.Substring
        ? SearchText.Fold(searchText).Contains(SearchText.Fold(Text), StringComparison.Ordinal)
        : ContainsSequence(SearchText.Words(searchText), SearchText.Words(Text));

    internal override void Write(QueryWriter writer)
    {
        writer.Raw(Match == TextMatch.Substring ? "*" : "");
        writer.Text(Text);
        writer.Raw(Match == TextMatch.Words ? "" : "*");
    }

    private bool ContainsSequence(ValueList<string> words, ValueList<string> sought)
    {
        for (var start = 0; start + sought.Count <= words.Count; start++)
        {
            var matched = 0;
            while (matched < sought.Count && WordMatches(words[start + matched], sought[matched], isLast: matched == sought.Count - 1))
            {
                matched++;
            }

            if (matched == sought.Count)
            {
                return true;
            }
        }

        return false;
    }

    private bool WordMatches(string word, string sought, bool isLast) => isLast && Match == TextMatch.Prefix
        ? word.StartsWith(sought, StringComparison.Ordinal)
        : string.Equals(word, sought, StringComparison.Ordinal);
}
