using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Sources;

/// <summary>The names that loggers give to levels.</summary>
internal static class LevelNames
{
    internal static LogLevel? Parse(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "TRACE" or "TRC" or "TRCE" or "VERBOSE" or "VRB" or "FINEST" or "FINER" or "ALL" => LogLevel.Trace,
        "DEBUG" or "DBG" or "DBUG" or "FINE" or "D" => LogLevel.Debug,
        "INFORMATION" or "INFO" or "INF" or "NOTICE" or "I" => LogLevel.Information,
        "WARNING" or "WARN" or "WRN" or "W" => LogLevel.Warning,
        "ERROR" or "ERR" or "FAIL" or "SEVERE" or "E" => LogLevel.Error,
        "CRITICAL" or "CRIT" or "FATAL" or "FTL" or "PANIC" or "ALERT" or "EMERGENCY" or "EMERG" or "DPANIC" or "F" or "C" => LogLevel.Critical,
        _ => null,
    };

    /// <summary>Numbers as Bunyan and Pino have them: 10 for trace to 60 for fatal.</summary>
    internal static LogLevel? FromNumber(double number) => number switch
    {
        >= 60 => LogLevel.Critical,
        >= 50 => LogLevel.Error,
        >= 40 => LogLevel.Warning,
        >= 30 => LogLevel.Information,
        >= 20 => LogLevel.Debug,
        >= 10 => LogLevel.Trace,
        _ => null,
    };
}
