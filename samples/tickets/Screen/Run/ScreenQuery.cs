using System.Buffers;
using RepoTickets.CommandLine.Screen.Update;

namespace RepoTickets.CommandLine.Screen.Run;

/// <summary>Makes a query of what the list shows.</summary>
internal static class ScreenQuery
{
    /// <summary>
    /// What no plain text needs: with one of these, the search is a query. A query may begin with a minus or stand in parentheses, too.
    /// </summary>
    private static readonly SearchValues<char> Marks = SearchValues.Create(":<>=\"*(");

    /// <exception cref="QuerySyntaxException">The search is a query that cannot be understood.</exception>
    internal static TicketQuery Of(ScreenEffect.LoadPage page) => new()
    {
        Filter = TicketFilter.And(page.Filter.Filter, Search(page.Search)),
        Order = page.Order,
        Skip = page.Top,
        Take = page.Count,
        CountAll = true,
    };

    /// <summary>
    /// Each word may be part of a text or the start of an identifier: whoever types wants to see matches before the word is complete.
    /// </summary>
    private static TicketFilter Search(string text) => text.AsSpan().ContainsAny(Marks) || text.StartsWith('-')
        ? TicketQuery.Parse(text).Filter
        : TicketFilter.And(
            [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(TicketFilter.MaximumTerms / 4).Select(static word =>
            TicketFilter.Or(TicketFilter.Substring(word), TicketFilter.IdPrefix(word.ToUpperInvariant())))]);
}
