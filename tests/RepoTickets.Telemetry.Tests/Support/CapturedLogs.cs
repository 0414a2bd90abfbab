using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RepoTickets.Telemetry.Tests;

/// <summary>A message with the fields of all scopes around it; inner ones win.</summary>
internal sealed record CapturedLog(
    string Category, Microsoft.Extensions.Logging.EventId Id, LogLevel Level, string Text, IReadOnlyDictionary<string, object?> Fields);

/// <summary>Keeps messages and counts scopes.</summary>
internal sealed class CapturedLogs : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    internal ConcurrentQueue<CapturedLog> All { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(CapturedLogs owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var fields = new Dictionary<string, object?>();
            owner._scopes.ForEachScope(
                static (scope, fields) =>
                {
                    foreach (var (name, value) in scope as IEnumerable<KeyValuePair<string, object?>> ?? [])
                    {
                        fields[name] = value;
                    }
                },
                fields);
            owner.All.Enqueue(new(category, eventId, logLevel, formatter(state, exception), fields));
        }
    }
}
