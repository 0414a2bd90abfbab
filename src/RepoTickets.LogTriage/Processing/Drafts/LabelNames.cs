using System.Text;

namespace RepoTickets.LogTriage.Processing;

/// <summary>Labels that every target accepts: letters, digits, hyphens, underscores and dots, without blanks.</summary>
internal static class LabelNames
{
    private const int MaximumLength = 80;
    private const string MarkerPrefix = "loggroup-";

    /// <summary>How a ticket is found again.</summary>
    internal static string Marker(LogGroupId group) => $"{MarkerPrefix}{group}";

    /// <summary>
    /// The text as a label, unless it reads as a marker. Who talks a model into naming a kind of fault after the marker of another fault
    /// would have that fault taken for one with a ticket, and nobody would hear of it.
    /// </summary>
    internal static string MakeUnmarked(string text) =>
        Make(text) is var label && label.StartsWith(MarkerPrefix, StringComparison.OrdinalIgnoreCase) ? "" : label;

    /// <summary>The text as a label; empty when nothing of it is left.</summary>
    internal static string Make(string? text)
    {
        var builder = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            var isPart = Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '.';
            if (isPart)
            {
                builder.Append(rune.ToString());
            }
            else if (builder.Length > 0 && builder[^1] != '-')
            {
                builder.Append('-');
            }

            if (builder.Length >= MaximumLength)
            {
                break;
            }
        }

        return builder.ToString().Trim('-');
    }
}
