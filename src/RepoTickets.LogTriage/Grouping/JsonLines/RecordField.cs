namespace RepoTickets.LogTriage.Grouping.JsonLines;

/// <summary>The fields of a JSON record that grouping reads.</summary>
internal enum RecordField
{
    None,
    Message,
    Level,
    Service,
    Logger,
    ExceptionType,
    StackTrace,
    Template,
    Fingerprint,

    /// <summary>An object that holds the type and the trace of an exception.</summary>
    Fault,
}

/// <summary>The names that common loggers give those fields.</summary>
internal static class RecordFields
{
    internal static RecordField Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => name.SequenceEqual("@m"u8) ? RecordField.Message : name.SequenceEqual("@l"u8) ? RecordField.Level : name.SequenceEqual("@x"u8) ? RecordField.StackTrace : RecordField.None,
        3 => name.SequenceEqual("msg"u8) || name.SequenceEqual("log"u8) ? RecordField.Message
            : name.SequenceEqual("@mt"u8) ? RecordField.Template
            : name.SequenceEqual("err"u8) ? RecordField.Fault
            : name.SequenceEqual("lvl"u8) ? RecordField.Level : RecordField.None,
        4 => name.SequenceEqual("body"u8) || name.SequenceEqual("text"u8) ? RecordField.Message : RecordField.None,
        5 => name.SequenceEqual("level"u8) ? RecordField.Level
            : name.SequenceEqual("error"u8) ? RecordField.Fault
            : name.SequenceEqual("stack"u8) ? RecordField.StackTrace : RecordField.None,
        6 => name.SequenceEqual("logger"u8) ? RecordField.Logger : name.SequenceEqual("status"u8) ? RecordField.Level : RecordField.None,
        7 => name.SequenceEqual("message"u8) || name.SequenceEqual("content"u8) ? RecordField.Message
            : name.SequenceEqual("service"u8) ? RecordField.Service
            : name.SequenceEqual("Message"u8) ? RecordField.Message : RecordField.None,
        8 => name.SequenceEqual("severity"u8) ? RecordField.Level : name.SequenceEqual("@message"u8) ? RecordField.Message
            : name.SequenceEqual("LogLevel"u8) ? RecordField.Level : RecordField.None,
        _ => Longer(name),
    };

    /// <summary>The fields of an object that holds an exception.</summary>
    internal static RecordField FindInFault(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("type"u8) || name.SequenceEqual("kind"u8) || name.SequenceEqual("name"u8) || name.SequenceEqual("class"u8) ? RecordField.ExceptionType
        : name.StartsWith("stack"u8) ? RecordField.StackTrace
        : name.SequenceEqual("fingerprint"u8) ? RecordField.Fingerprint
        : RecordField.None;

    private static RecordField Longer(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("log.level"u8) ? RecordField.Level
        : name.SequenceEqual("service.name"u8) ? RecordField.Service
        : name.SequenceEqual("exception"u8) || name.SequenceEqual("Exception"u8) ? RecordField.Fault
        : name.SequenceEqual("error.type"u8) || name.SequenceEqual("exception.type"u8) || name.SequenceEqual("exceptionType"u8) || name.SequenceEqual("error.kind"u8) ? RecordField.ExceptionType
        : name.SequenceEqual("stack_trace"u8) || name.SequenceEqual("stackTrace"u8) || name.SequenceEqual("stacktrace"u8) || name.SequenceEqual("error.stack"u8) ||
            name.SequenceEqual("error.stack_trace"u8) || name.SequenceEqual("exception.stacktrace"u8) ? RecordField.StackTrace
        : name.SequenceEqual("messageTemplate"u8) || name.SequenceEqual("MessageTemplate"u8) || name.SequenceEqual("message_template"u8) ? RecordField.Template
        : name.SequenceEqual("fingerprint"u8) || name.SequenceEqual("error.fingerprint"u8) ? RecordField.Fingerprint
        : name.SequenceEqual("logger_name"u8) || name.SequenceEqual("logger.name"u8) || name.SequenceEqual("loggerName"u8) || name.SequenceEqual("log.logger"u8) ||
            name.SequenceEqual("SourceContext"u8) || name.SequenceEqual("Category"u8) ? RecordField.Logger
        : RecordField.None;
}
