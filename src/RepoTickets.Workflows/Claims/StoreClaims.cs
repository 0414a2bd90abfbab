using System.Collections.Concurrent;
using RepoTickets.Telemetry;

namespace RepoTickets.Workflows.Claims;

/// <summary>Claims on a store: every grant is a commit that names the version of the lease that it replaces.</summary>
internal sealed class StoreClaims(ClaimEnvironment environment, IReadyIndex readyIndex) : IClaims
{
    private const int FirstCandidates = 16;
    private const int CandidateGrowth = 8;

    // Which tickets threads of this process are claiming right now: others look elsewhere first, instead of losing races.
    private readonly ConcurrentDictionary<TicketId, bool> _underWay = new();

    public ValueTask<IClaim?> TryClaimAsync(
        TicketId ticketId, string holder, TimeSpan duration, ClaimOptions? options, CancellationToken cancellationToken)
    {
        ClaimBounds.CheckHolder(holder);
        ClaimBounds.CheckDuration(duration);
        return MeasureAsync(
            AgentOperations.Claim, ticketId, holder, () => TryClaimCoreAsync(ticketId, holder, duration, options, cancellationToken));
    }

    private async ValueTask<IClaim?> TryClaimCoreAsync(
        TicketId ticketId, string holder, TimeSpan duration, ClaimOptions? options, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var ticket = await environment.Store.GetAsync(ticketId, cancellationToken).ConfigureAwait(false)
                ?? throw new DocumentNotFoundException(ticketId.Key);
            try
            {
                return await GrantAsync(ticket, holder, duration, options, cancellationToken).ConfigureAwait(false);
            }
            catch (VersionConflictException) when (attempt < ClaimBounds.MaximumAttempts)
            {
                // The ticket was edited, or somebody was granted it; the next look tells which.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public ValueTask<IClaim?> ClaimNextAsync(
        string holder, TicketQuery? query, TimeSpan duration, ClaimOptions? options, CancellationToken cancellationToken)
    {
        ClaimBounds.CheckHolder(holder);
        ClaimBounds.CheckDuration(duration);
        return MeasureAsync(
            AgentOperations.ClaimNext, null, holder, () => ClaimNextCoreAsync(holder, query, duration, options, cancellationToken));
    }

    private async ValueTask<IClaim?> ClaimNextCoreAsync(
        string holder, TicketQuery? query, TimeSpan duration, ClaimOptions? options, CancellationToken cancellationToken)
    {
        var attempts = new Dictionary<TicketId, int>();
        for (var take = FirstCandidates; ;)
        {
            var ready = await readyIndex.GetAsync(query, take, cancellationToken).ConfigureAwait(false);
            if (Choose(ready.Tickets, attempts) is not { } candidate)
            {
                if (ready.Tickets.Count < take)
                {
                    return null;
                }

                take = checked(take * CandidateGrowth);
                continue;
            }

            attempts[candidate] = attempts.GetValueOrDefault(candidate) + 1;
            if (await TryCandidateAsync(candidate, holder, duration, options, cancellationToken).ConfigureAwait(false) is { } claim)
            {
                return claim;
            }
        }
    }

    public ValueTask<IClaim?> ResumeAsync(
        TicketId ticketId, string holder, long token, ClaimOptions? options, CancellationToken cancellationToken)
    {
        ClaimBounds.CheckHolder(holder);
        return MeasureAsync(
            AgentOperations.Resume, ticketId, holder, () => ResumeCoreAsync(ticketId, holder, token, options, cancellationToken));
    }

    /// <summary>Who claims is named in the log alone: it may be a person.</summary>
    private ValueTask<IClaim?> MeasureAsync(Operation operation, TicketId? ticketId, string holder, Func<ValueTask<IClaim?>> run) =>
        environment.Telemetry.Operations.RunAsync(operation, async running =>
        {
            running?.Note("user", holder);
            if (ticketId is { } wanted)
            {
                running?.About(wanted.Key);
            }

            var claim = await run().ConfigureAwait(false);
            if (claim is not null)
            {
                running?.About(claim.TicketId.Key);
                running?.Note("token", claim.Token);
            }

            environment.Telemetry.CountClaim(claim is null ? "unavailable" : operation == AgentOperations.Resume ? "resumed" : "granted");
            return claim;
        });

    private async ValueTask<IClaim?> ResumeCoreAsync(
        TicketId ticketId, string holder, long token, ClaimOptions? options, CancellationToken cancellationToken)
    {
        var lease = await environment.Store.GetLeaseAsync(ticketId, cancellationToken).ConfigureAwait(false);
        return lease?.Token == token && lease.Holder == holder
            ? new StoreClaim(environment, lease, options ?? new())
            : null;
    }

    /// <summary>
    /// The first that nobody of this process is after, or else the first that is left. A ticket that stays ready although it could not be
    /// had, because it was edited at that moment, is tried a few times.
    /// </summary>
    private TicketId? Choose(IReadOnlyList<TicketSummary> ready, Dictionary<TicketId, int> attempts)
    {
        TicketId? contested = null;
        foreach (var ticket in ready)
        {
            if (attempts.GetValueOrDefault(ticket.Id) >= ClaimBounds.MaximumAttempts)
            {
                continue;
            }

            if (!_underWay.ContainsKey(ticket.Id))
            {
                return ticket.Id;
            }

            contested ??= ticket.Id;
        }

        return contested;
    }

    private async ValueTask<IClaim?> TryCandidateAsync(
        TicketId candidate, string holder, TimeSpan duration, ClaimOptions? options, CancellationToken cancellationToken)
    {
        var isFirst = _underWay.TryAdd(candidate, true);
        try
        {
            return await environment.Store.GetAsync(candidate, cancellationToken).ConfigureAwait(false) is { } ticket
                ? await GrantAsync(ticket, holder, duration, options, cancellationToken).ConfigureAwait(false)
                : null;
        }
        catch (VersionConflictException)
        {
            // Lost, or edited at this moment: the caller looks at what is ready now.
            return null;
        }
        catch (DocumentFaultException exception)
        {
            ClaimLog.PassedOver(environment.Logger, candidate, exception.Message);
            return null;
        }
        finally
        {
            if (isFirst)
            {
                _underWay.TryRemove(candidate, out _);
            }
        }
    }

    /// <summary>Commits the grant; null when the ticket is not to be had.</summary>
    /// <exception cref="VersionConflictException">Ticket or lease changed since they were read.</exception>
    private async ValueTask<IClaim?> GrantAsync(
        Ticket ticket, string holder, TimeSpan duration, ClaimOptions? options, CancellationToken cancellationToken)
    {
        if (!ticket.Status.IsOpen)
        {
            return null;
        }

        var current = await environment.Store.GetLeaseAsync(ticket.Id, cancellationToken).ConfigureAwait(false);
        if (current is not null && environment.Expiry.IsLive(current))
        {
            return null;
        }

        var now = environment.Expiry.Now;
        var grant = new Lease
        {
            TicketId = ticket.Id,
            Holder = holder,
            Token = (current?.Token ?? 0) + 1,
            GrantedAt = now,
            ExpiresAt = now + duration,
            Version = current?.Version ?? DocumentVersion.None,
        };
        var changes = new ChangeSet(
            current is null ? DocumentChange.Create(grant) : DocumentChange.Update(grant),
            DocumentChange.Require(ticket.Key, ticket.Version))
        {
            Source = ClaimEnvironment.Source,
        };
        var result = await environment.Store.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        if (current?.Holder is not null)
        {
            // Nobody is told when a lease runs out; it is seen when the next one takes its place.
            environment.Telemetry.CountClaim("expired");
        }

        return new StoreClaim(environment, (Lease)result.Documents[0]!, options ?? new());
    }
}
