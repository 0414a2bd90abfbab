namespace RepoTickets.Events;

/// <summary>The event log cannot be written or read. The message says what, where and what to do.</summary>
public sealed class EventLogException : RepoTicketsException
{
    internal EventLogException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
