using RepoTickets.Telemetry;

namespace RepoTickets.Workflows.Claims;

/// <summary>
/// The holder's end of a lease. Every commit carries two checks: the grant is the recorded one (read before, by holder, token and time),
/// and the lease is still in the version in which that was read (checked by the store, in the commit). The first without the second would
/// be a check that is true no longer when it matters; the second without the first would accept whatever lease is there.
/// </summary>
internal sealed class StoreClaim : IClaim
{
    private readonly ClaimEnvironment _environment;
    private readonly CancellationTokenSource _lost = new();
    private readonly ClaimRenewal? _renewal;
    private Lease _lease;
    private long _durationTicks;
    private int _isDisposed;

    internal StoreClaim(ClaimEnvironment environment, Lease lease, ClaimOptions options)
    {
        _environment = environment;
        _lease = lease;
        var duration = lease.ExpiresAt - lease.GrantedAt;
        _durationTicks = Math.Clamp(duration.Ticks, ClaimBounds.ShortestDuration.Ticks, ClaimBounds.LongestDuration.Ticks);
        Lost = _lost.Token;
        _renewal = options.RenewAutomatically ? new(this, environment) : null;
    }

    public TicketId TicketId => _lease.TicketId;

    public string Holder => _lease.Holder!;

    public long Token => _lease.Token;

    public DateTimeOffset ExpiresAt => Volatile.Read(ref _lease).ExpiresAt;

    public CancellationToken Lost { get; }

    internal TimeSpan Duration => TimeSpan.FromTicks(Volatile.Read(ref _durationTicks));

    public async ValueTask<CommitResult> CommitAsync(ChangeSet changes, bool release, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Changes.Any(change => change.Key == _lease.Key))
        {
            throw new InvalidChangeSetException(
                $"The change set names {_lease.Key}, which the claim itself takes care of. Leave it out; use 'release' to give it back.");
        }

        var result = await CommitFencedAsync(
            AgentOperations.Commit,
            recorded => changes with { Changes = [Fence(recorded, release), .. changes.Changes] }, cancellationToken).ConfigureAwait(false);
        return result with { Documents = [.. result.Documents.Skip(1)] };
    }

    public async ValueTask<Ticket> UpdateTicketAsync(Func<Ticket, Ticket> change, bool release, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var attempt = 1; ; attempt++)
        {
            var current = await _environment.Store.GetAsync(TicketId, cancellationToken).ConfigureAwait(false);
            if (current is null)
            {
                await RequireRecordedAsync(cancellationToken).ConfigureAwait(false);
                throw new DocumentNotFoundException(TicketId.Key);
            }

            var changes = new ChangeSet(DocumentChange.Update(Apply(change, current)));
            try
            {
                var result = await CommitAsync(changes, release, cancellationToken).ConfigureAwait(false);
                return (Ticket)result.Documents[0]!;
            }
            catch (VersionConflictException conflict) when (conflict.Key == TicketId.Key && attempt < ClaimBounds.MaximumAttempts)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public ValueTask RenewAsync(CancellationToken cancellationToken) => RenewAsync(Duration, cancellationToken);

    public async ValueTask RenewAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        ClaimBounds.CheckDuration(duration);
        var result = await CommitFencedAsync(
            AgentOperations.Renew,
            recorded =>
            {
                // A clock that was set back must not make a lease that ends before it began.
                var end = _environment.Expiry.Now + duration;
                var renewed = recorded with { ExpiresAt = end < recorded.GrantedAt ? recorded.GrantedAt : end };
                return new(DocumentChange.Update(renewed)) { Source = ClaimEnvironment.Source };
            },
            cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _lease, (Lease)result.Documents[0]!);
        Volatile.Write(ref _durationTicks, duration.Ticks);
        _environment.Telemetry.CountClaim("renewed");
    }

    public async ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CommitFencedAsync(
                AgentOperations.Release,
                static recorded => new(Fence(recorded, release: true)) { Source = ClaimEnvironment.Source }, cancellationToken)
                .ConfigureAwait(false);
            _environment.Telemetry.CountClaim("released");
            return true;
        }
        catch (ClaimLostException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        if (_renewal is not null)
        {
            await _renewal.DisposeAsync().ConfigureAwait(false);
        }

        // The source of the token is not disposed of: work that holds the token may still ask it.
        if (!Lost.IsCancellationRequested)
        {
            await ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Repeats when the lease itself changed between the look and the commit: it was renewed, or it is lost, as the next look tells.
    /// </summary>
    private ValueTask<CommitResult> CommitFencedAsync(
        Operation operation, Func<Lease, ChangeSet> build, CancellationToken cancellationToken) =>
        _environment.Telemetry.Operations.RunAsync(operation, running =>
        {
            running?.Note("user", Holder);
            running?.Note("token", Token);
            running?.About(TicketId.Key);
            return CommitFencedCoreAsync(build, cancellationToken);
        });

    private async ValueTask<CommitResult> CommitFencedCoreAsync(Func<Lease, ChangeSet> build, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var recorded = await RequireRecordedAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await _environment.Store.CommitAsync(build(recorded), cancellationToken).ConfigureAwait(false);
            }
            catch (VersionConflictException conflict) when (conflict.Key == recorded.Key && attempt < ClaimBounds.MaximumAttempts)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private async ValueTask<Lease> RequireRecordedAsync(CancellationToken cancellationToken)
    {
        var granted = Volatile.Read(ref _lease);
        var recorded = await _environment.Store.GetLeaseAsync(TicketId, cancellationToken).ConfigureAwait(false);
        if (recorded is not null && granted.IsSameGrant(recorded))
        {
            return recorded;
        }

        if (!Lost.IsCancellationRequested)
        {
            _environment.Telemetry.CountClaim("lost");
        }

        await _lost.CancelAsync().ConfigureAwait(false);
        throw new ClaimLostException(TicketId, Holder, Token, recorded);
    }

    private static DocumentChange Fence(Lease recorded, bool release) => release
        ? DocumentChange.Update(recorded with { Holder = null })
        : DocumentChange.Require(recorded.Key, recorded.Version);

    private static Ticket Apply(Func<Ticket, Ticket> change, Ticket current)
    {
        var changed = change(current)
            ?? throw new ArgumentException($"The change of {current.Key} gave null. Return a copy made with 'with'.", nameof(change));
        return changed.Id == current.Id
            ? changed with { Version = current.Version }
            : throw new InvalidChangeSetException(
                $"{current.Key} cannot become {DisplayText.Escape(changed.Key.ToString())}: identifiers do not change.");
    }
}
