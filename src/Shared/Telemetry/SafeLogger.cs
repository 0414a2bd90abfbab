using Microsoft.Extensions.Logging;

namespace RepoTickets.Telemetry;

/// <summary>
/// The host's logger, whose failures stay its own: a full disk under a log file must not make a commit fail that is durable.
/// Exceptions reach it without credentials that their messages quote. Thread-safe.
/// </summary>
internal sealed class SafeLogger(ILogger inner) : ILogger
{
    private readonly ListenerGuard _guard = new();
    private readonly ScrubbingLogger _inner = new(inner);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        _guard.Ask((_inner, state), static parts => parts._inner.BeginScope(parts.state), otherwise: null);

    public bool IsEnabled(LogLevel logLevel) =>
        _guard.Ask((_inner, logLevel), static parts => parts._inner.IsEnabled(parts.logLevel), otherwise: false);

    public void Log<TState>(
        LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
        string> formatter) =>
        _guard.Run(
            (_inner, logLevel, eventId, state, exception, formatter),
            static parts => parts._inner.Log(parts.logLevel, parts.eventId, parts.state, parts.exception, parts.formatter));
}
