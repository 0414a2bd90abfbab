using Microsoft.Extensions.Logging;
using RepoTickets.Secrets;

namespace RepoTickets.Telemetry;

/// <summary>
/// The host's logger, which exceptions reach without credentials that their messages quote. What it throws goes on. Thread-safe.
/// </summary>
internal sealed class ScrubbingLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
        string> formatter) =>
        inner.Log(logLevel, eventId, state, exception is null ? null : Scrub(exception), formatter);

    private static Exception Scrub(Exception exception)
    {
        try
        {
            return SecretText.Scrub(exception);
        }
#pragma warning disable CA1031 // An exception of the application's own whose text cannot be made: the message is worth more than nothing.
        catch (Exception problem) when (problem is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            var name = exception.GetType().FullName ?? nameof(Exception);
            return new ScrubbedException(name, $"{name}, whose text cannot be made: {problem.GetType().FullName}");
        }
    }
}
