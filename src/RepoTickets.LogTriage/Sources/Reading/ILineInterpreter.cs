namespace RepoTickets.LogTriage.Sources;

/// <summary>Makes records of lines. Used by one thread.</summary>
internal interface ILineInterpreter
{
    /// <summary>Takes a line; adds the records that are complete with it.</summary>
    void Add(in LogLine line, RecordCollector records);

    /// <summary>No more lines will come, for now or for ever: adds the record that is held back.</summary>
    void Complete(RecordCollector records);
}

/// <summary>What an interpreter makes: records, and what is wrong with others.</summary>
internal sealed class RecordCollector(string source, Action<RejectedRecord>? rejected)
{
    private const int SampleLength = 200;

    internal List<LogEntry> Entries { get; } = [];

    internal void Reject(in LogLine line, string reason)
    {
        if (rejected is not null)
        {
            var sample = System.Text.Encoding.UTF8.GetString(line.Bytes.Span[..Math.Min(line.Bytes.Length, SampleLength)]);
            rejected(new RejectedRecord(source, $"line {line.Number}", reason, DisplayText.Escape(sample, SampleLength - 1)));
        }
    }
}
