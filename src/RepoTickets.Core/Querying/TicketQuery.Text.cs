using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RepoTickets;

public sealed partial record TicketQuery
{
    /// <summary>The longest text that is read as a query: 4,096 characters.</summary>
    public const int MaximumLength = 4096;

    /// <summary>
    /// Reads a query such as <c>status:open label:bug priority>=high updated&lt;7d login "exact words"</c>. Conditions side by side must
    /// all hold; <c>or</c>, <c>not</c> or a leading <c>-</c>, and parentheses combine them. Fields: <c>status</c> (also <c>a,b</c>),
    /// <c>priority</c>, <c>label</c>, <c>assignee</c>, <c>reporter</c>, <c>epic</c>, <c>id</c> (also <c>LOGIN-*</c>), <c>created</c>,
    /// <c>updated</c> (a date in UTC, a time, or an age such as <c>36h</c>), <c>is:open</c>, <c>is:closed</c>; <c>label</c>,
    /// <c>assignee</c>
    /// and <c>epic</c> know <c>none</c>. Anything else is text: a word, a <c>"phrase"</c>, a <c>prefix*</c> or <c>*part*</c> of words.
    /// <c>sort:</c>, <c>limit:</c>, <c>skip:</c> and <c>count:all</c> set the other properties. Empty text finds every ticket.
    /// </summary>
    /// <exception cref="QuerySyntaxException">
    /// The text cannot be understood, or goes over a bound: 4,096 characters, <see cref="TicketFilter.MaximumDepth"/>,
    /// <see cref="TicketFilter.MaximumTerms"/>. It tells where, and what would be right.
    /// </exception>
    public static TicketQuery Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new QueryParser(text).Parse();
    }

    /// <summary>Reads a query; false where <see cref="Parse(string)"/> would throw, with the reason.</summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? text, [NotNullWhen(true)] out TicketQuery? query, [NotNullWhen(false)] out QuerySyntaxException? error)
    {
        query = null;
        error = null;
        try
        {
            query = new QueryParser(text ?? throw new QuerySyntaxException("", 0, "There is no text.")).Parse();
            return true;
        }
        catch (QuerySyntaxException exception)
        {
            error = exception;
            return false;
        }
    }

    /// <summary>Reads a query; false where <see cref="Parse(string)"/> would throw.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TicketQuery? query) =>
        TryParse(text, out query, out _);

    /// <summary>The query as text that <see cref="Parse(string)"/> reads back as an equal one, as long as it is short enough.</summary>
    public override string ToString()
    {
        // An "or" binds less tightly than what follows it would, so it is put in parentheses only for the reader's sake.
        var text = Filter is AllFilter ? "" : Filter is OrFilter ? $"({Filter})" : Filter.ToString();
        text += Order == TicketOrder.NewestCreated ? "" : $" sort:{QueryParser.SortName(Order)}";
        text += Take == 100 ? "" : string.Create(CultureInfo.InvariantCulture, $" limit:{Take}");
        text += Skip == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" skip:{Skip}");
        return (text + (CountAll ? " count:all" : "")).TrimStart();
    }
}
