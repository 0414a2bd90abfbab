using System.Globalization;
using System.Text;
using RepoTickets.LogTriage.Layouts;

namespace RepoTickets.LogTriage.Sources;

/// <summary>Lines of text; headers are recognised, and lines that continue a record, such as the frames of a stack trace, are joined with it.</summary>
internal sealed class TextInterpreter(LogFileOptions options) : ILineInterpreter
{
    private readonly RecordAssembler _assembler = new(TimeProvider.System);
    private long _end;

    public void Add(in LogLine line, RecordCollector records)
    {
        // A record is complete when the next one begins, so it ends where the line before did.
        Take(_assembler.Add(Encoding.UTF8.GetString(line.Bytes.Span)), records);
        _end = line.End;
    }

    public void Complete(RecordCollector records) => Take(_assembler.Complete(), records);

    private void Take(LogEntry? entry, RecordCollector records)
    {
        if (entry is not null)
        {
            records.Entries.Add(entry with
            {
                Service = entry.Service ?? options.Service,
                Environment = entry.Environment ?? options.Environment,
                Position = _end.ToString(CultureInfo.InvariantCulture),
            });
        }
    }
}
