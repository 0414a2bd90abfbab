namespace RepoTickets.Workflows.Claims;

/// <summary>Renews a claim from time to time until it is lost or disposed of.</summary>
internal sealed class ClaimRenewal : IAsyncDisposable
{
    /// <summary>Two renewals may fail before the lease runs out.</summary>
    private const int RenewalsPerDuration = 3;

    private readonly StoreClaim _claim;
    private readonly ClaimEnvironment _environment;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    internal ClaimRenewal(StoreClaim claim, ClaimEnvironment environment)
    {
        _claim = claim;
        _environment = environment;
        _loop = RunAsync(_stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        // The constructor is still running: nothing of the claim is touched before the first pause.
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_claim.Duration / RenewalsPerDuration, _environment.TimeProvider, stopping).ConfigureAwait(false);
                await _claim.RenewAsync(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (ClaimLostException exception)
            {
                ClaimLog.RenewalEnded(_environment.Logger, exception.TicketId, exception.Holder, exception.Token);
                return;
            }
            catch (RepoTicketsException exception)
            {
                ClaimLog.RenewalFailed(_environment.Logger, _claim.TicketId, _claim.Token, exception.Message);
            }
            catch (ObjectDisposedException exception)
            {
                // The store was closed before the claim; nothing can be renewed any longer.
                ClaimLog.RenewalFailed(_environment.Logger, _claim.TicketId, _claim.Token, exception.Message);
                return;
            }
        }
    }
}
