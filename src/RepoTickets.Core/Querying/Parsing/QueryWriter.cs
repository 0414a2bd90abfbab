using System.Text;

namespace RepoTickets;

/// <summary>
/// Writes filters in the form that <see cref="QueryParser"/> reads; quotes wherever the bare form would mean something else.
/// </summary>
internal sealed class QueryWriter
{
    private readonly StringBuilder _builder = new();

    internal void Raw(string text) => _builder.Append(text);

    internal void Text(string text)
    {
        if (IsBare(text) && !QueryParser.IsKeyword(text))
        {
            _builder.Append(text);
        }
        else
        {
            Quote(text);
        }
    }

    internal void Field(string name, string value)
    {
        _builder.Append(name);
        if (IsBare(value) && !QueryParser.IsNone(value))
        {
            _builder.Append(value);
        }
        else
        {
            Quote(value);
        }
    }

    /// <summary>The parser takes bare identifiers in upper case and checks them, so an odd one must stand in quotes.</summary>
    internal void Identifier(string name, string value)
    {
        if (DocumentIdGrammar.Explain(value, relaxed: false) is null)
        {
            Field(name, value);
            return;
        }

        _builder.Append(name);
        Quote(value);
    }

    internal void Join(IEnumerable<TicketFilter> terms, string separator, Predicate<TicketFilter> grouped)
    {
        var isFirst = true;
        foreach (var term in terms)
        {
            _builder.Append(isFirst ? "" : separator);
            isFirst = false;
            _builder.Append(grouped(term) ? "(" : "");
            term.Write(this);
            _builder.Append(grouped(term) ? ")" : "");
        }
    }

    public override string ToString() => _builder.ToString();

    private void Quote(string text) =>
        _builder.Append('"').Append(
            text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');

    private static bool IsBare(string text) =>
        text[0] != '-' && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '@' or '/');
}
