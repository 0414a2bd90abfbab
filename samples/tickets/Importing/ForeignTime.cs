using System.Globalization;

namespace RepoTickets.CommandLine.Importing;

/// <summary>Times as other programs write them.</summary>
internal static class ForeignTime
{
    /// <summary>The time; null for nothing, and for what is no time.</summary>
    internal static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1 ? time : null;
}
