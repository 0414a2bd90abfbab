using System.Text;

namespace RepoTickets;

/// <summary>
/// Upper-cases and takes the marks off Latin letters. A table rather than Unicode normalisation, because that does nothing in hosts that
/// run with invariant globalisation, and identifiers must not depend on the host.
/// </summary>
internal static class LatinFolding
{
    private const char FirstCombiningMark = '\u0300';
    private const char LastCombiningMark = '\u036F';

    private static readonly Dictionary<char, string> Table = Build(
        ("A", "ÀÁÂÃÄÅĀĂĄǍ"),
        ("C", "ÇĆĈĊČ"),
        ("D", "ÐĎĐ"),
        ("E", "ÈÉÊËĒĔĖĘĚ"),
        ("G", "ĜĞĠĢ"),
        ("H", "ĤĦ"),
        ("I", "ÌÍÎÏĨĪĬĮİı"),
        ("J", "Ĵ"),
        ("K", "Ķ"),
        ("L", "ĹĻĽĿŁ"),
        ("N", "ÑŃŅŇŊ"),
        ("O", "ÒÓÔÕÖØŌŎŐ"),
        ("R", "ŔŖŘ"),
        ("S", "ŚŜŞŠȘ"),
        ("T", "ŢŤŦȚ"),
        ("U", "ÙÚÛÜŨŪŬŮŰŲ"),
        ("W", "Ŵ"),
        ("Y", "ÝŶŸ"),
        ("Z", "ŹŻŽ"),
        ("AE", "Æ"),
        ("OE", "Œ"),
        ("TH", "Þ"),
        ("SS", "ßẞ"));

    internal static string Fold(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text.ToUpperInvariant())
        {
            if (Table.TryGetValue(c, out var folded))
            {
                result.Append(folded);
            }
            else if (c is < FirstCombiningMark or > LastCombiningMark)
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    private static Dictionary<char, string> Build(params (string Plain, string Marked)[] rows) =>
        rows.SelectMany(static row => row.Marked.Select(c => KeyValuePair.Create(c, row.Plain))).ToDictionary();
}
