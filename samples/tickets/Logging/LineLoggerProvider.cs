using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Logging;

/// <summary>Writes log messages as lines to standard error and to a file, as JSON with the Python package's field names or for people.</summary>
internal sealed class LineLoggerProvider : ILoggerProvider, ISupportExternalScope
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly LogSettings _settings;
    private readonly Terminal _terminal;
    private readonly FileStream? _file;
    private readonly Lock _gate = new();
    private IExternalScopeProvider? _scopes;

    internal LineLoggerProvider(LogSettings settings, Terminal terminal, string localFolder)
    {
        _settings = settings;
        _terminal = terminal;
        if (settings.File is { Length: > 0 } name)
        {
            var path = Path.Combine(localFolder, name);
            try
            {
                _file = Open(path);
            }
            catch (Exception exception) when (IsUnusable(exception))
            {
                // What is logged must not stop a command from running, least of all the one that would end it.
                terminal.Error.WriteLine(
                    $"tickets: nothing is logged to {SafeText.Line(path, 300)}: {SafeText.Line(exception.Message, 300)} 'tickets logs --file \"\"' ends that.");
            }
        }
    }

    /// <summary>Opens a log file for appending; makes it and its folder.</summary>
    internal static FileStream Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>The path, not the program, is at fault.</summary>
    internal static bool IsUnusable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() => _file?.Dispose();

    private void Write(string category, LogLevel level, string message, IEnumerable<KeyValuePair<string, object?>> fields, Exception? exception)
    {
        var time = _terminal.Time.GetLocalNow();
        var json = LogLine.Json(time, category, level, message, fields, exception);
        lock (_gate)
        {
            _terminal.Error.WriteLine(_settings.Json ? json : LogLine.Human(time, category, level, message, exception));
            if (_file is not null)
            {
                // Several processes write one file: each line goes out whole, at the end as it is now.
                _file.Seek(0, SeekOrigin.End);
                _file.Write(Utf8.GetBytes(json + "\n"));
                _file.Flush();
            }
        }
    }

    private sealed class LineLogger(LineLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => provider._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= provider._settings.Level;

        public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var fields = new List<KeyValuePair<string, object?>>();
            provider._scopes?.ForEachScope(static (scope, into) => AddFields(scope, into), fields);
            AddFields(state, fields);
            provider.Write(category, logLevel, formatter(state, exception), fields, exception);
        }

        private static void AddFields(object? source, List<KeyValuePair<string, object?>> into)
        {
            if (source is IEnumerable<KeyValuePair<string, object?>> fields)
            {
                into.AddRange(fields.Where(static field => field.Key != "{OriginalFormat}"));
            }
        }
    }
}
