namespace RepoTickets.Events;

/// <summary>
/// The bus no longer follows the store's feed, so the position that was waited for will not be reached. The cause is the inner exception.
/// </summary>
public sealed class EventFeedException(Exception innerException)
    : RepoTicketsException(
        "The event bus no longer follows the store's feed, so the commit that is waited for will not be handed on. Restart the bus. " +
        $"{innerException?.Message}",
        innerException)
{
}
