using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Sources;

/// <summary>The fields of a record while it is read; knows the names that common loggers use. Used by one thread.</summary>
internal sealed class RecordFields
{
    private const int MostAttributes = 64;
    private const int DeepestNesting = 4;

    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);
    private string? _message, _service, _environment, _logger, _thread, _detail, _type, _trace, _template, _fingerprint, _id, _exception;
    private string? _exceptionMessage;
    private LogLevel? _level;
    private DateTimeOffset? _time;

    internal void Add(JsonElement root, string prefix = "", int depth = 0)
    {
        foreach (var property in root.EnumerateObject())
        {
            var name = prefix.Length == 0 ? property.Name : $"{prefix}.{property.Name}";
            Add(name, property.Value, depth);
        }
    }

    internal void Add(string name, JsonElement value, int depth = 0)
    {
        if (value.ValueKind == JsonValueKind.Object && depth < DeepestNesting)
        {
            // Bags of fields count as if their fields stood beside them.
            var isBag = name is "attributes" or "fields" or "properties" or "Properties" or "State" or "Scopes" or "log" or "error" or "exception" or "Exception";
            Add(value, isBag && name is not ("error" or "exception" or "Exception" or "log") ? "" : name, depth + 1);
            return;
        }

        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (!Take(name, text, value))
        {
            AddAttribute(name, text);
        }
    }

    internal void AddAttribute(string name, string value)
    {
        if (_attributes.Count < MostAttributes)
        {
            _attributes[name] = value;
        }
    }

    /// <summary>The record; null when it has no text at all.</summary>
    internal LogEntry? Make(LogFileOptions options, LogLevel usual)
    {
        var trace = _trace ?? (_exception?.Contains('\n', StringComparison.Ordinal) == true ? _exception : null);
        var type = _type ?? ExceptionText.TypeOf(_exception) ?? ExceptionText.TypeOf(_trace);
        var message = _message ?? _exceptionMessage ?? _exception ?? _template;
        if (message is null && trace is null && type is null)
        {
            return null;
        }

        return new LogEntry
        {
            Message = message ?? "",
            Level = _level ?? usual,
            Time = _time,
            Service = _service ?? options.Service,
            Environment = _environment ?? options.Environment,
            Logger = _logger,
            Thread = _thread,
            Detail = _detail ?? (trace is null && _exception != message ? _exception : null),
            ExceptionType = type,
            StackTrace = trace,
            Template = _template,
            Fingerprint = _fingerprint,
            Id = _id,
            Attributes = _attributes,
        };
    }

    /// <summary>Takes a field whose name is known; the first of several names for one thing wins.</summary>
    private bool Take(string name, string text, JsonElement value)
    {
        switch (name)
        {
            case "message" or "msg" or "Message" or "@m" or "body" or "RenderedMessage" or "log":
                return Set(ref _message, text);
            case "level" or "Level" or "severity" or "Severity" or "status" or "@l" or "LogLevel" or "log.level" or "lvl" or "levelname" or "severityText":
                var level = value.ValueKind == JsonValueKind.Number ? LevelNames.FromNumber(value.GetDouble()) : LevelNames.Parse(text);
                _level ??= level;
                return level is not null;
            case "timestamp" or "time" or "Timestamp" or "@t" or "ts" or "@timestamp" or "date" or "datetime" or "asctime":
                var time = value.ValueKind == JsonValueKind.Number ? InstantText.FromNumber(value.GetDouble()) : InstantText.Parse(text);
                _time ??= time;
                return time is not null;
            case "service" or "service.name" or "Service" or "ServiceName" or "application" or "app" or "Application":
                return Set(ref _service, text);
            case "env" or "environment" or "Environment" or "deployment.environment" or "deployment.environment.name":
                return Set(ref _environment, text);
            case "logger" or "logger.name" or "logger_name" or "Logger" or "Category" or "category" or "SourceContext" or "log.logger" or "name":
                return Set(ref _logger, text);
            case "thread" or "thread_name" or "logger.thread_name" or "thread.name" or "Thread" or "ThreadId" or "process.thread.name":
                return Set(ref _thread, text);
            case "detail" or "details" or "Log" or "Detail":
                return Set(ref _detail, text);
            default:
                return TakeRare(name, text);
        }
    }

    private bool TakeRare(string name, string text)
    {
        switch (name)
        {
            case "exception" or "Exception" or "@x" or "exc_info" or "err" or "error":
                return Set(ref _exception, text);
            case "exception_type" or "exception.type" or "error.type" or "error.kind" or "exceptionType" or "ExceptionType" or "exception.class" or "Exception.Type":
                return Set(ref _type, text);
            case "stack_trace" or "stack" or "exception.stacktrace" or "error.stack" or "error.stack_trace" or "stackTrace" or "StackTrace" or "Exception.StackTrace":
                return Set(ref _trace, text);
            case "exception.message" or "error.message" or "Exception.Message":
                return Set(ref _exceptionMessage, text);
            case "template" or "@mt" or "message_template" or "MessageTemplate" or "{OriginalFormat}" or "log.record.template":
                return Set(ref _template, text);
            case "fingerprint" or "error.fingerprint":
                return Set(ref _fingerprint, text);
            case "id" or "_id" or "@i_record" or "record_id" or "log.record.uid":
                return Set(ref _id, text);
            default:
                return false;
        }
    }

    private static bool Set(ref string? field, string text)
    {
        if (field is not null)
        {
            return false;
        }

        field = text;
        return true;
    }
}
