using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace RepoTickets.Mcp.Hosting;

/// <summary>A message as one line in which nothing can act on a terminal: what is logged may quote texts of strangers.</summary>
internal sealed class SafeLineFormatter() : ConsoleFormatter(FormatterName)
{
    internal const string FormatterName = "safe-line";

    private const int LongestMessage = 4_000;
    private const int LongestException = 16_000;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = DisplayText.Escape(logEntry.Formatter(logEntry.State, logEntry.Exception), LongestMessage);
        var cause = logEntry.Exception is { } exception ? $" ({DisplayText.Escape(exception.ToString(), LongestException)})" : "";
        textWriter.Write($"{logEntry.LogLevel}: {DisplayText.Escape(logEntry.Category)}: {message}{cause}\n");
    }
}
