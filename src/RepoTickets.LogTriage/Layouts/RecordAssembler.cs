using System.Text;
using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Layouts;

/// <summary>
/// Joins raw lines to records and reads their headers: a record begins at a line with a header, or at one that cannot go on with a stack
/// trace. Lines go in one by one, a record comes out when the next one begins. Bounded: what a record has beyond the bounds is dropped and
/// counted. Not thread-safe.
/// </summary>
internal sealed class RecordAssembler(TimeProvider time)
{
    /// <summary>More lines of one record are dropped.</summary>
    internal const int MaximumLines = 500;

    /// <summary>More characters of one record are dropped.</summary>
    internal const int MaximumCharacters = 64 * 1024;

    private readonly StringBuilder _rest = new();
    private string? _first;
    private LogHeader _header;
    private byte[] _bytes = [];
    private int _lines;
    private bool _isPython;

    /// <summary>How many lines were dropped because their record was too long.</summary>
    internal long DroppedLines { get; private set; }

    /// <summary>Takes a line without its end. Returns the record before it when the line begins a new one; else null.</summary>
    internal LogEntry? Add(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        line = line.TrimEnd('\r');
        if (string.IsNullOrWhiteSpace(line))
        {
            return null;
        }

        if (_first is not null && Continues(line))
        {
            Append(line);
            return null;
        }

        var header = ReadHeader(line);
        var complete = Complete();
        _first = line.Length > MaximumCharacters ? line[..MaximumCharacters] : line;
        _header = header;
        _isPython = false;
        return complete;
    }

    /// <summary>The record that is being joined; null when there is none. Call it at the end, and when no line came for a while.</summary>
    internal LogEntry? Complete()
    {
        if (_first is null)
        {
            return null;
        }

        var entry = Build();
        _first = null;
        _rest.Clear();
        _lines = 0;
        return entry;
    }

    private bool Continues(string line)
    {
        if (TraceLines.Continues(line))
        {
            _isPython |= line.StartsWith("Traceback", StringComparison.Ordinal);
            return true;
        }

        if (_isPython)
        {
            // "ValueError: text" ends a trace of Python.
            _isPython = TraceLines.TypeOf(line).IsEmpty;
            return !ReadHeader(line).HasTime;
        }

        return _header.HasTime && !BeginsRecord(line);
    }

    private bool BeginsRecord(string line)
    {
        var header = ReadHeader(line);
        return header.HasTime || header.Level is not null;
    }

    private LogHeader ReadHeader(string line)
    {
        var needed = Encoding.UTF8.GetMaxByteCount(Math.Min(line.Length, 512));
        if (_bytes.Length < needed)
        {
            _bytes = new byte[needed];
        }

        var length = Encoding.UTF8.GetBytes(line.AsSpan(0, Math.Min(line.Length, 512)), _bytes);
        return HeaderReader.Read(_bytes.AsSpan(0, length), time.GetUtcNow());
    }

    private void Append(string line)
    {
        if (_lines >= MaximumLines || _rest.Length + line.Length > MaximumCharacters)
        {
            DroppedLines++;
            return;
        }

        _lines++;
        _rest.Append(line).Append('\n');
    }

    private LogEntry Build()
    {
        var bytes = Encoding.UTF8.GetBytes(_first!);
        var message = Encoding.UTF8.GetString(bytes.AsSpan(Math.Min(_header.MessageStart, bytes.Length))).Trim();
        var rest = _rest.ToString();
        if (message.Length == 0 && rest.Length > 0)
        {
            // Some layouts put the message in the line below the header.
            var end = rest.IndexOf('\n', StringComparison.Ordinal);
            (message, rest) = (rest[..end].Trim(), rest[(end + 1)..]);
        }

        var (trace, detail, type) = Parts(message, rest);
        return new()
        {
            Message = message,
            Level = _header.Level ?? LogLevel.Error,
            Time = _header.Time,
            Logger = Text(bytes, _header.Logger),
            Thread = Text(bytes, _header.Thread),
            StackTrace = trace,
            Detail = detail,
            ExceptionType = type,
        };
    }

    private static (string? Trace, string? Detail, string? Type) Parts(string message, string rest)
    {
        var type = TraceLines.TypeOf(message).ToString();
        if (rest.Length == 0)
        {
            return (null, null, type.Length == 0 ? null : type);
        }

        // What comes before the first line of a trace is detail.
        var at = 0;
        while (at < rest.Length)
        {
            var end = rest.IndexOf('\n', at);
            var line = rest.AsSpan(at, end - at);
            if (TraceLines.IsTrace(line))
            {
                break;
            }

            at = end + 1;
        }

        var trace = rest[at..].TrimEnd('\n');
        var detail = rest[..at].TrimEnd('\n');
        if (type.Length == 0)
        {
            foreach (var line in trace.AsSpan().EnumerateLines())
            {
                var found = TraceLines.TypeOf(line);
                if (!found.IsEmpty)
                {
                    type = found.ToString();
                    break;
                }
            }
        }

        return (trace.Length == 0 ? null : trace, detail.Length == 0 ? null : detail, type.Length == 0 ? null : type);
    }

    private static string? Text(byte[] bytes, Range range)
    {
        var text = bytes.AsSpan(range);
        return text.IsEmpty ? null : Encoding.UTF8.GetString(text);
    }
}
