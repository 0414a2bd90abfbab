using Microsoft.Extensions.Logging;

namespace RepoTickets.CommandLine.Logging;

/// <summary>Levels by the Python package's names.</summary>
internal static class LogLevels
{
    internal static string[] Names { get; } = ["debug", "info", "warning", "error", "critical", "off"];

    internal static bool TryParse(string? text, out LogLevel level)
    {
        level = text?.ToUpperInvariant() switch
        {
            "DEBUG" => LogLevel.Debug,
            "INFO" => LogLevel.Information,
            "WARNING" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            "CRITICAL" => LogLevel.Critical,
            "OFF" => LogLevel.None,
            _ => LogLevel.Trace,
        };
        return level != LogLevel.Trace;
    }

    internal static string Write(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        _ => "off",
    };
}
