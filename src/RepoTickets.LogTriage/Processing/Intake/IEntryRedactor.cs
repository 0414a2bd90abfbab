namespace RepoTickets.LogTriage.Processing;

/// <summary>Takes what must not leave the process out of records before anything else sees them. Thread-safe.</summary>
internal interface IEntryRedactor
{
    LogEntry Redact(LogEntry entry);
}

/// <summary>Leaves records as they are.</summary>
internal sealed class NoRedaction : IEntryRedactor
{
    public LogEntry Redact(LogEntry entry) => entry;
}
