using System.Globalization;
using RepoTickets.CommandLine.Printing;
using Serilog.Events;
using Serilog.Formatting;

namespace RepoTickets.CommandLine.Logging;

/// <summary>A log message as a line for people, in which nothing can act on a terminal.</summary>
internal sealed class HumanLineFormatter : ITextFormatter
{
    private const int MaximumLength = 2_000;

    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{logEvent.Timestamp:yyyy-MM-dd HH:mm:ss.fff} {logEvent.LevelName(),-8} {logEvent.Category()}: " +
            $"{SafeText.Line(logEvent.Message(), MaximumLength)}{Cause(logEvent.Exception)}\n"));
    }

    private static string Cause(Exception? exception) =>
        exception is null ? "" : $" ({exception.GetType().Name}: {SafeText.Line(exception.Message, MaximumLength)})";
}
