namespace RepoTickets.Workflows;

/// <summary>
/// Grants tickets to those who work on them: exactly one winner among any number of threads and processes that share the store's folder.
/// All members are thread-safe.
/// </summary>
/// <remarks>
/// A claim is a <see cref="Lease"/>: it ends when it is given back or runs out. When it has run out, anybody may take the ticket over, with
/// a token that is higher by one; whatever the former holder then tries to commit with its <see cref="IClaim"/> is refused. Clocks decide
/// only when a takeover is allowed. When they are wrong, a ticket is taken over too early or too late, but never are the writes of two
/// holders accepted. A lease that this process has once found to have run out does not come back when the clock is set back. Writes that do
/// not go through an <see cref="IClaim"/> are not checked: claims bind those who use them.
/// </remarks>
public interface IClaims
{
    /// <summary>Claims one ticket, also one that is blocked: only its status and its lease are looked at.</summary>
    /// <param name="ticketId">The ticket.</param>
    /// <param name="holder">Who will work on it; not blank, at most <see cref="DocumentBounds.TitleLength"/> characters.</param>
    /// <param name="duration">How long the lease lasts unless it is renewed: 10 milliseconds to 30 days.</param>
    /// <param name="options">How the claim behaves; default: as <see cref="ClaimOptions"/> says.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <returns>The claim; null when the ticket is closed or somebody, be it the same holder, has a live lease.</returns>
    /// <exception cref="DocumentNotFoundException">There is no such ticket.</exception>
    /// <exception cref="ArgumentException">Holder or duration is out of range.</exception>
    /// <exception cref="VersionConflictException">The ticket is edited so often that eight attempts each met another version.</exception>
    ValueTask<IClaim?> TryClaimAsync(
        TicketId ticketId,
        string holder,
        TimeSpan duration,
        ClaimOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Claims the most urgent ticket that is ready (<see cref="IReadyIndex"/>), and of equally urgent ones the oldest. Whoever loses a race
    /// for one ticket goes on to the next, so that each attempt that fails is somebody else's success.
    /// </summary>
    /// <param name="holder">Who will work on it; not blank, at most <see cref="DocumentBounds.TitleLength"/> characters.</param>
    /// <param name="query">Only tickets that match its filter; its order and page are not used. Null for any ticket.</param>
    /// <param name="duration">How long the lease lasts unless it is renewed: 10 milliseconds to 30 days.</param>
    /// <param name="options">How the claim behaves; default: as <see cref="ClaimOptions"/> says.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <returns>The claim; null when nothing is ready, or others got all that was.</returns>
    /// <exception cref="ArgumentException">Holder or duration is out of range.</exception>
    ValueTask<IClaim?> ClaimNextAsync(
        string holder,
        TicketQuery? query,
        TimeSpan duration,
        ClaimOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Takes up a claim that was granted earlier, for example before this process was started.</summary>
    /// <param name="ticketId">The ticket.</param>
    /// <param name="holder">To whom it was granted.</param>
    /// <param name="token">The token of the grant.</param>
    /// <param name="options">How the claim behaves.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The claim; null when it was given back or taken over, or never granted.</returns>
    ValueTask<IClaim?> ResumeAsync(
        TicketId ticketId, string holder, long token, ClaimOptions? options = null, CancellationToken cancellationToken = default);
}
