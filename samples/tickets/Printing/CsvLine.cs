using System.Text;

namespace RepoTickets.CommandLine.Printing;

/// <summary>
/// A line of RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe in front, as in exports; control characters are
/// escaped, since CSV is looked at in terminals, too.
/// </summary>
internal static class CsvLine
{
    internal static string Of(IEnumerable<string> cells)
    {
        var builder = new StringBuilder();
        foreach (var cell in cells)
        {
            builder.Append(builder.Length == 0 ? "" : ",").Append(Cell(cell));
        }

        return builder.Append("\r\n").ToString();
    }

    private static string Cell(string text)
    {
        var dangerous = text.TrimStart() is { Length: > 0 } trimmed &&
            trimmed[0] is '=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20';
        dangerous |= text.Length > 0 && text[0] is '\t' or '\r' or '\n';
        var safe = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(static line => SafeText.Line(line)));
        if (dangerous)
        {
            safe = "'" + safe;
        }

        return safe.AsSpan().IndexOfAny(",\"\n") >= 0 || safe.StartsWith(' ') || safe.EndsWith(' ')
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }
}
