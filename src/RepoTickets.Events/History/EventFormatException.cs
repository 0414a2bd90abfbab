namespace RepoTickets.Events;

/// <summary>Text that should hold events cannot be read. Nothing of it was taken.</summary>
public sealed class EventFormatException(string message, Exception? innerException = null) : RepoTicketsException(message, innerException)
{
}
