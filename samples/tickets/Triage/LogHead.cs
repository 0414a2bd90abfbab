using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Triage;

/// <summary>Looks at the beginning of what is to be a log: whatever is no text would become faults and tickets of noise.</summary>
internal static class LogHead
{
    internal const int Length = 8 << 10;

    /// <exception cref="CommandFailedException">The file is compressed or binary.</exception>
    internal static void Check(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[Length];
        var count = file.ReadAtLeast(head, Length, throwOnEndOfStream: false);
        if (FindProblem(head.AsSpan(0, count), path) is { } problem)
        {
            throw CommandFailedException.Usage(problem);
        }
    }

    /// <summary>What is wrong, and what to do; null when it may be a log.</summary>
    /// <param name="head">The first bytes.</param>
    /// <param name="path">The file; null for standard input.</param>
    internal static string? FindProblem(ReadOnlySpan<byte> head, string? path)
    {
        var (name, file) = path is null
            ? ("Standard input", "FILE")
            : ($"'{SafeText.Line(path, 300)}'", SafeText.Line(Path.GetFileName(path), 100));
        if (head.StartsWith<byte>([0x1F, 0x8B]))
        {
            return $"{name} is compressed with gzip, not a log. Decompress it into the command: gzip -dc {file} | tickets triage -";
        }

        if (head.StartsWith<byte>([0x28, 0xB5, 0x2F, 0xFD]))
        {
            return $"{name} is compressed with zstd, not a log. Decompress it into the command: zstd -dc {file} | tickets triage -";
        }

        if (head.StartsWith<byte>([0xFF, 0xFE]) || head.StartsWith<byte>([0xFE, 0xFF]))
        {
            return $"{name} is UTF-16, and logs are read as UTF-8. Convert it into the command: " +
                $"iconv -f UTF-16 -t UTF-8 {file} | tickets triage -";
        }

        return head.Contains((byte)0)
            ? $"{name} has NUL bytes, so it is no text. Give a log; one that was cut while it was written is read with: " +
                $"tr -d '\\0' < {file} | tickets triage -"
            : null;
    }
}
