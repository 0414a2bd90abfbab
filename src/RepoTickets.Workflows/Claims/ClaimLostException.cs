using System.Globalization;

namespace RepoTickets.Workflows;

/// <summary>
/// A holder's claim is not the recorded one any longer: it was given back, or ran out and was taken over. Nothing was written.
/// </summary>
public sealed class ClaimLostException(TicketId ticketId, string holder, long token, Lease? recorded)
    : RepoTicketsException(Describe(ticketId, holder, token, recorded))
{
    /// <summary>The ticket.</summary>
    public TicketId TicketId { get; } = ticketId;

    /// <summary>Who has lost it.</summary>
    public string Holder { get; } = holder;

    /// <summary>The token that is no longer the recorded one.</summary>
    public long Token { get; } = token;

    /// <summary>The lease as it is recorded; null when there is none.</summary>
    public Lease? Recorded { get; } = recorded;

    private static string Describe(TicketId ticketId, string holder, long token, Lease? recorded)
    {
        var reason = recorded switch
        {
            null => "no lease is recorded (the store's own folder was removed)",
            { Holder: null } when recorded.Token == token => "it was given back",
            { Holder: null } => string.Create(CultureInfo.InvariantCulture, $"token {recorded.Token} was granted since and given back"),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"token {recorded.Token} was granted to {DisplayText.Escape(recorded.Holder)} at " +
                $"{recorded.GrantedAt:yyyy-MM-ddTHH:mm:ssZ}"),
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{DisplayText.Escape(holder)} does not hold {ticketId} with token {token} any longer: {reason}. Nothing was written. " +
            $"Stop the work, or claim the ticket anew.");
    }
}
