using System.Text.RegularExpressions;

namespace RepoTickets.CommandLine.Importing;

/// <summary>Lists with boxes to tick, in Markdown.</summary>
internal static partial class CheckList
{
    /// <summary>The items; a text that is not a list throughout is one item.</summary>
    internal static IEnumerable<(string Text, bool IsMet)> Read(string text)
    {
        var lines = text.Split('\n').Select(static line => line.TrimEnd('\r', ' ')).Where(static line => line.Length > 0).ToList();
        var items = lines.Select(static line => Item().Match(line)).ToList();
        return lines.Count > 0 && items.TrueForAll(static item => item.Success)
            ? items.Select(static item => (item.Groups["text"].Value.Trim(), item.Groups["mark"].Value is "x" or "X"))
            : string.IsNullOrWhiteSpace(text) ? [] : [(text.Trim(), false)];
    }

    [GeneratedRegex(@"^\s*(?:[-*+]|\d{1,4}[.)])\s+(?:\[(?<mark>[ xX])\]\s+)?(?:#\d{1,4}\s+)?(?<text>\S.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Item();
}
