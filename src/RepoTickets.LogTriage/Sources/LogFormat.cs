namespace RepoTickets.LogTriage;

/// <summary>How the records of a file are written.</summary>
public enum LogFormat
{
    /// <summary>Found out from the first line that is not blank.</summary>
    Auto,

    /// <summary>One JSON object a line, with the names that common loggers use.</summary>
    JsonLines,

    /// <summary>Lines of text, stack traces below them.</summary>
    Text,

    /// <summary>One OpenTelemetry LogsData object a line, as its file exporter writes them.</summary>
    Otlp,
}
