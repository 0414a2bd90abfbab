using System.Globalization;

namespace RepoTickets.Storage.Worker;

/// <summary>
/// A description that carries a number, repeated over many lines: half of one and half of another is recognised. Its length differs from
/// number to number.
/// </summary>
internal static class StampText
{
    internal static string Write(long stamp)
    {
        var line = stamp.ToString(CultureInfo.InvariantCulture);
        return string.Join('\n', Enumerable.Repeat(line, 2 + (int)(stamp % 23)).Append("end"));
    }

    /// <summary>The number; null when the text is no whole text of one number.</summary>
    internal static long? Read(string description)
    {
        var end = description.IndexOf('\n', StringComparison.Ordinal);
        return end > 0 && long.TryParse(description.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var stamp) &&
            description.TrimEnd() == Write(stamp)
            ? stamp
            : null;
    }
}
