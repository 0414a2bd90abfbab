using System.Text;
using RepoTickets.CommandLine.Reports.Page;

namespace RepoTickets.CommandLine.Reports.Readme;

/// <summary>
/// Text of unknown origin in Markdown: nothing in it is a link, an image, a heading, a column of a table, HTML or a mark of ours.
/// </summary>
internal static class MarkdownText
{
    private const int LongestTitle = 120;
    private const string Special = "\\`*_{}[]()#.!|~:@";

    internal static string Escape(string? text, int maximumLength = LongestTitle)
    {
        var builder = new StringBuilder();
        foreach (var character in PageText.Clean(text, maximumLength))
        {
            switch (character)
            {
                case '<':
                    builder.Append("&lt;");
                    break;
                case '>':
                    builder.Append("&gt;");
                    break;
                case '&':
                    builder.Append("&amp;");
                    break;
                default:
                    builder.Append(Special.Contains(character, StringComparison.Ordinal) ? "\\" : "").Append(character);
                    break;
            }
        }

        return builder.ToString();
    }
}
