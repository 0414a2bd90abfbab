using System.Runtime.CompilerServices;

namespace RepoTickets.LogTriage.Sources;

/// <summary>Reads records from a stream: lines, their interpreter, and the choice of it.</summary>
internal sealed class RecordReader(string name, LogFileOptions options, LineSplitter lines, Action<RejectedRecord>? rejected)
{
    private readonly RecordCollector _records = new(name, rejected);
    private ILineInterpreter? _interpreter;

    /// <summary>Reads to the present end of the stream.</summary>
    internal async IAsyncEnumerable<LogEntry> ReadToEndAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            while (lines.TryRead(out var line))
            {
                Take(line);
                if (_records.Entries.Count > 0)
                {
                    foreach (var entry in _records.Entries)
                    {
                        yield return entry;
                    }

                    _records.Entries.Clear();
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (await lines.FillAsync(stream, cancellationToken).ConfigureAwait(false) == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>The record that is held back, because more might have belonged to it; and the line that has no end.</summary>
    internal IReadOnlyList<LogEntry> Complete(bool withRest)
    {
        if (withRest && lines.TryReadRest(out var rest))
        {
            Take(rest);
        }

        _interpreter?.Complete(_records);
        LogEntry[] entries = [.. _records.Entries];
        _records.Entries.Clear();
        return entries;
    }

    private void Take(in LogLine line)
    {
        var bytes = line.Bytes.Span;
        if (line.Start == 0 && bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        if (line.IsTooLong)
        {
            _records.Reject(line, $"The line has {line.End - line.Start} bytes; allowed are {options.MaximumLineLength}.");
            return;
        }

        if (_interpreter is null)
        {
            if (bytes.Trim((byte)' ').IsEmpty)
            {
                return;
            }

            _interpreter = Choose(bytes);
        }

        _interpreter.Add(line with { Bytes = line.Bytes[(line.Bytes.Length - bytes.Length)..] }, _records);
    }

    private ILineInterpreter Choose(ReadOnlySpan<byte> first) => options.Format switch
    {
        LogFormat.JsonLines => new JsonLinesInterpreter(options),
        LogFormat.Otlp => new OtlpInterpreter(options),
        LogFormat.Text => new TextInterpreter(options),
        _ when first.TrimStart((byte)' ') is not [(byte)'{', ..] => new TextInterpreter(options),
        _ when first.IndexOf("\"resourceLogs\""u8) >= 0 => new OtlpInterpreter(options),
        _ => new JsonLinesInterpreter(options),
    };
}
