namespace RepoTickets.Workflows;

/// <summary>
/// A ticket that was granted to somebody. What is committed through it is accepted only while the grant is the recorded one. Disposing of
/// it ends automatic renewal and gives the lease back. Thread-safe.
/// </summary>
public interface IClaim : IAsyncDisposable
{
    /// <summary>The ticket.</summary>
    TicketId TicketId { get; }

    /// <summary>To whom it was granted.</summary>
    string Holder { get; }

    /// <summary>The fencing token: higher than that of every earlier grant of the ticket.</summary>
    long Token { get; }

    /// <summary>
    /// When the lease runs out, as this claim knows it. Once it has, others may take the ticket over; until somebody does, commits and
    /// renewals are still accepted.
    /// </summary>
    DateTimeOffset ExpiresAt { get; }

    /// <summary>
    /// Is cancelled once this claim has found out that it is lost: at a commit, a renewal or a release that is refused. Pass it to the
    /// work.
    /// </summary>
    CancellationToken Lost { get; }

    /// <summary>Commits changes under the claim: together with the check that its grant is the recorded one, all or nothing.</summary>
    /// <param name="changes">The changes; at most one less than <see cref="ChangeSet.MaximumChanges"/>, without the lease itself.</param>
    /// <param name="release">Give the lease back in the same commit, for the last step of the work. Default false.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <exception cref="ClaimLostException">The claim was given back or taken over. Nothing was written.</exception>
    /// <exception cref="VersionConflictException">
    /// A document of <paramref name="changes"/> is in another version. The claim may be lost as well: the next commit will tell.
    /// </exception>
    ValueTask<CommitResult> CommitAsync(ChangeSet changes, bool release = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes the ticket under the claim. When somebody without a claim changed it meanwhile, starts again from their version, at most
    /// eight times.
    /// </summary>
    /// <param name="change">Gives the changed copy. May run several times.</param>
    /// <param name="release">Give the lease back in the same commit. Default false.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <exception cref="ClaimLostException">The claim was given back or taken over. Nothing was written.</exception>
    /// <exception cref="DocumentNotFoundException">The ticket was deleted.</exception>
    ValueTask<Ticket> UpdateTicketAsync(Func<Ticket, Ticket> change, bool release = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lets the lease run from now on for as long as it was granted for, also one that has run out and was not taken over.
    /// </summary>
    /// <exception cref="ClaimLostException">The claim was given back or taken over.</exception>
    ValueTask RenewAsync(CancellationToken cancellationToken = default);

    /// <summary>As <see cref="RenewAsync(CancellationToken)"/>, with another duration from now on.</summary>
    /// <param name="duration">10 milliseconds to 30 days.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <exception cref="ClaimLostException">The claim was given back or taken over.</exception>
    ValueTask RenewAsync(TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Gives the lease back, so that others may claim the ticket at once.</summary>
    /// <returns>False when it was given back or taken over before.</returns>
    ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken = default);
}
