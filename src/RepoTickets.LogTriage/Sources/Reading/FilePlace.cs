using System.Globalization;

namespace RepoTickets.LogTriage.Sources;

/// <summary>Where reading a file goes on: the file, by its number in the file system, and the byte.</summary>
internal readonly record struct FilePlace(ulong File, long Offset)
{
    internal static FilePlace Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return default;
        }

        var parts = text.Split(':');
        return parts.Length == 2 && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var file) &&
            long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new FilePlace(file, offset)
            : throw new LogSourceException($"'{DisplayText.Escape(text)}' is not a position of a file: give what the processor tells, or none.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Offset}");
}
