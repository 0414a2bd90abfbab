using System.Text;

namespace RepoTickets.CommandLine.Printing;

/// <summary>
/// Text of unknown origin, made fit to be printed: no character in it can move the cursor, colour the screen, turn the direction of what
/// follows or write a window's title.
/// </summary>
internal static class SafeText
{
    private const int Unbounded = int.MaxValue - 64;

    /// <summary>One line: line ends are escaped, too.</summary>
    internal static string Line(string? text, int maximumLength = Unbounded) => DisplayText.Escape(text, maximumLength);

    /// <summary>Line ends stay, and tabs become blanks; everything else is escaped.</summary>
    internal static string Lines(string? text, string indent = "")
    {
        var builder = new StringBuilder();
        var normal = (text ?? "")
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace("\t", "    ", StringComparison.Ordinal)
            .TrimEnd('\n');
        foreach (var line in normal.Split('\n'))
        {
            builder.Append(builder.Length == 0 ? "" : "\n").Append(indent).Append(Line(line));
        }

        return builder.ToString();
    }
}
