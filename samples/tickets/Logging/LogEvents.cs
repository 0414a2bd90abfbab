using System.Globalization;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace RepoTickets.CommandLine.Logging;

/// <summary>What both forms of a line take from Serilog's events.</summary>
internal static class LogEvents
{
    private const string CategoryProperty = "SourceContext";

    /// <summary>The message as the packages mean it: texts without quotes around them.</summary>
    private static readonly MessageTemplateTextFormatter MessageText = new("{Message:lj}", CultureInfo.InvariantCulture);

    internal static string Message(this LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        MessageText.Format(logEvent, text);
        return text.ToString();
    }

    internal static string Category(this LogEvent logEvent) =>
        logEvent.Properties.TryGetValue(CategoryProperty, out var value) && value is ScalarValue { Value: string category } ? category : "";

    /// <summary>The Python package's names.</summary>
    internal static string LevelName(this LogEvent logEvent) => logEvent.Level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "DEBUG",
        LogEventLevel.Information => "INFO",
        LogEventLevel.Warning => "WARNING",
        LogEventLevel.Error => "ERROR",
        _ => "CRITICAL",
    };

    /// <summary>What a message or its scopes carry beside the text, without what Serilog adds of its own.</summary>
    internal static IEnumerable<KeyValuePair<string, LogEventPropertyValue>> Fields(this LogEvent logEvent) =>
        logEvent.Properties.Where(static property => property.Key is not (CategoryProperty or "EventId" or "Scope"));
}
