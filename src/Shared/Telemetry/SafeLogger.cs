using Microsoft.Extensions.Logging;
using RepoTickets.Secrets;

namespace RepoTickets.Telemetry;

/// <summary>
/// The host's logger, whose failures stay its own: a full disk under a log file must not make a commit fail that is durable.
/// Exceptions reach it without credentials that their messages quote. Thread-safe.
/// </summary>
internal sealed class SafeLogger(ILogger inner) : ILogger
{
    private readonly ListenerGuard _guard = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        _guard.Ask((inner, state), static parts => parts.inner.BeginScope(parts.state), otherwise: null);

    public bool IsEnabled(LogLevel logLevel) =>
        _guard.Ask((inner, logLevel), static parts => parts.inner.IsEnabled(parts.logLevel), otherwise: false);

    public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _guard.Run(
            (inner, logLevel, eventId, state, exception, formatter),
            static parts => parts.inner.Log(
                parts.logLevel, parts.eventId, parts.state, parts.exception is null ? null : SecretText.Scrub(parts.exception), parts.formatter));
}
