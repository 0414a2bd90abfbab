using System.Globalization;
using System.Text;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>HTML that is known to be well-formed and safe.</summary>
internal readonly record struct Markup(string Text)
{
    internal static Markup None { get; } = new("");

    /// <summary>A text without meaning as markup, between tags as well as in quotes.</summary>
    internal static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny("&<>\"'") < 0)
        {
            return text;
        }

        var builder = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            builder.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => null,
            });
            if (c is not ('&' or '<' or '>' or '"' or '\''))
            {
                builder.Append(c);
            }
        }

        return builder.ToString();
    }

    internal static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
