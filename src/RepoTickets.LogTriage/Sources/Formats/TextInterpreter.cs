using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Sources;

/// <summary>Lines of text; those that continue a record, such as the frames of a stack trace, are joined with it.</summary>
internal sealed class TextInterpreter(LogFileOptions options) : ILineInterpreter
{
    private const int MostTrace = 256 << 10;

    private readonly StringBuilder _trace = new();
    private string? _first;
    private long _end;

    public void Add(in LogLine line, RecordCollector records)
    {
        var text = Encoding.UTF8.GetString(line.Bytes.Span);
        if (_first is not null && IsContinuation(text))
        {
            _end = line.End;
            if (_trace.Length < MostTrace)
            {
                _trace.Append(text).Append('\n');
            }

            return;
        }

        Complete(records);
        if (!string.IsNullOrWhiteSpace(text))
        {
            (_first, _end) = (text, line.End);
        }
    }

    public void Complete(RecordCollector records)
    {
        if (_first is not { } first)
        {
            return;
        }

        var trace = _trace.ToString().TrimEnd();
        records.Entries.Add(new LogEntry
        {
            Message = first.Trim(),
            Level = LevelOf(first),
            Service = options.Service,
            Environment = options.Environment,
            StackTrace = trace.Length == 0 ? null : trace,
            ExceptionType = trace.Length == 0 ? null : ExceptionText.TypeOf(trace) ?? ExceptionText.TypeOf(first),
            Position = _end.ToString(CultureInfo.InvariantCulture),
        });
        _first = null;
        _trace.Clear();
    }

    private static bool IsContinuation(string text) =>
        text.Length > 0 && (char.IsWhiteSpace(text[0]) || text.StartsWith("Caused by", StringComparison.Ordinal) || text.StartsWith("at ", StringComparison.Ordinal)
            || text.StartsWith("--->", StringComparison.Ordinal) || text.StartsWith("Traceback", StringComparison.Ordinal) || ExceptionText.TypeOf(text) is not null);

    private static LogLevel LevelOf(string text)
    {
        const int Header = 120;
        foreach (var word in text[..Math.Min(text.Length, Header)].Split([' ', '[', ']', '|', '\t', ':', '<', '>'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length > 2 && LevelNames.Parse(word) is { } level)
            {
                return level;
            }
        }

        return LogLevel.Error;
    }
}
