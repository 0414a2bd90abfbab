using System.Text;

namespace RepoTickets.LogTriage.Processing;

/// <summary>Labels that every target accepts: letters, digits, hyphens, underscores and dots, without blanks.</summary>
internal static class LabelNames
{
    private const int MaximumLength = 80;

    /// <summary>How a ticket is found again.</summary>
    internal static string Marker(LogGroupId group) => $"loggroup-{group}";

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
