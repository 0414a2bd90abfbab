namespace RepoTickets.Events;

/// <summary>A text is not an event in JSON. The message says what is wrong and where.</summary>
public sealed class EventFormatException : RepoTicketsException
{
    /// <summary>A text around events is not as it should be; the message says what and where.</summary>
    public EventFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal EventFormatException(string message, string place, long line, long byteInLine, Exception? innerException = null)
        : base($"This is not an event: {message}", innerException)
    {
        Place = place;
        Line = line;
        ByteInLine = byteInLine;
    }

    /// <summary>The key in question, such as <c>data.ticket_id</c>; empty when the text is not JSON at all.</summary>
    public string Place { get; } = "";

    /// <summary>The line, counted from 1; 0 when the fault has no such place.</summary>
    public long Line { get; }

    /// <summary>The byte in that line, counted from 1; 0 when the fault has no such place.</summary>
    public long ByteInLine { get; }
}
