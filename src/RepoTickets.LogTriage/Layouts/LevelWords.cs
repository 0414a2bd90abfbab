using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Layouts;

/// <summary>The names that levels have in common layouts.</summary>
internal static class LevelWords
{
    /// <summary>The level of a word; null when it is none. Words in lower case count only where the layout marks them (in brackets, before a colon).</summary>
    internal static LogLevel? Find(ReadOnlySpan<byte> word, bool isMarked)
    {
        if (word.Length is < 3 or > 13 || (!isMarked && (word[1] & 0x20) != 0))
        {
            return null;
        }

        Span<byte> upper = stackalloc byte[16];
        for (var index = 0; index < word.Length; index++)
        {
            upper[index] = (byte)(word[index] & ~0x20);
        }

        upper = upper[..word.Length];
        return upper switch
        {
            _ when Is(upper, "ERROR"u8) || Is(upper, "ERR"u8) || Is(upper, "SEVERE"u8) || Is(upper, "FAIL"u8) || Is(upper, "FAILURE"u8) => LogLevel.Error,
            _ when Is(upper, "FATAL"u8) || Is(upper, "CRITICAL"u8) || Is(upper, "CRIT"u8) || Is(upper, "ALERT"u8) || Is(upper, "EMERG"u8) ||
                Is(upper, "EMERGENCY"u8) || Is(upper, "PANIC"u8) => LogLevel.Critical,
            _ when Is(upper, "WARN"u8) || Is(upper, "WARNING"u8) || Is(upper, "WRN"u8) => LogLevel.Warning,
            _ when Is(upper, "INFO"u8) || Is(upper, "INFORMATION"u8) || Is(upper, "INFORMATIONAL"u8) || Is(upper, "INF"u8) || Is(upper, "NOTICE"u8) ||
                Is(upper, "CONFIG"u8) || Is(upper, "LOG"u8) => LogLevel.Information,
            _ when Is(upper, "DEBUG"u8) || Is(upper, "DBG"u8) || Is(upper, "DBUG"u8) || Is(upper, "FINE"u8) => LogLevel.Debug,
            _ when Is(upper, "TRACE"u8) || Is(upper, "TRCE"u8) || Is(upper, "VERBOSE"u8) || Is(upper, "FINER"u8) || Is(upper, "FINEST"u8) => LogLevel.Trace,
            _ => null,
        };
    }

    /// <summary>The level of a single letter, as mobile systems and some servers write it.</summary>
    internal static LogLevel? Find(byte letter) => letter switch
    {
        (byte)'V' or (byte)'T' => LogLevel.Trace,
        (byte)'D' => LogLevel.Debug,
        (byte)'I' => LogLevel.Information,
        (byte)'W' => LogLevel.Warning,
        (byte)'E' => LogLevel.Error,
        (byte)'F' or (byte)'C' => LogLevel.Critical,
        _ => null,
    };

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> name) => word.SequenceEqual(name);
}
