namespace RepoTickets.Storage.Index;

/// <summary>Answers filters for the few tickets of a delta, one by one. Made for one query; used by one thread.</summary>
internal sealed class DeltaEvaluator(TicketFilterContext context)
{
    private readonly Dictionary<TextFilter, byte[][]> _words = new(ReferenceEqualityComparer.Instance);

    internal bool Matches(TicketFilter filter, DeltaEntry entry)
    {
        switch (filter)
        {
            case AndFilter and:
                foreach (var term in and.Terms.AsSpan())
                {
                    if (!Matches(term, entry))
                    {
                        return false;
                    }
                }

                return true;
            case OrFilter or:
                foreach (var term in or.Terms.AsSpan())
                {
                    if (Matches(term, entry))
                    {
                        return true;
                    }
                }

                return false;
            case NotFilter not:
                return !Matches(not.Term, entry);
            case TextFilter text:
                return MatchesText(text, entry);
            default:
                return filter.Matches(entry.Summary!, "", context);
        }
    }

    private bool MatchesText(TextFilter filter, DeltaEntry entry)
    {
        if (!_words.TryGetValue(filter, out var words))
        {
            words = filter.Match == TextMatch.Substring ? [FoldedText.Of(filter.Text)] : CompiledText.WordsOf(filter);
            _words.Add(filter, words);
        }

        return filter.Match == TextMatch.Substring
            ? entry.Text.AsSpan().IndexOf(words[0]) >= 0
            : FoldedText.ContainsSequence(entry.Text, words, lastIsPrefix: filter.Match == TextMatch.Prefix);
    }
}
