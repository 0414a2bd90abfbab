using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RepoTickets.Storage.Health;

/// <summary>Asks a store whether it is well: opens it where that has not happened yet, reads, and looks at disk and journal.</summary>
internal sealed class StoreHealthCheck(
    FileTicketStore store, StoreHealthOptions settings, TimeProvider time, Func<string, long?>? freeSpace = null) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var unhealthy = context.Registration?.FailureStatus ?? HealthStatus.Unhealthy;
        using var limit = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            // A file system that hangs does not look at tokens: the check must end all the same.
            var looking = Task.Run(
                async () => await store.ExamineAsync(freeSpace ?? DiskSpace.FreeAt, either.Token).ConfigureAwait(false), either.Token);
            return Judge(await looking.WaitAsync(either.Token).ConfigureAwait(false), settings, unhealthy);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(unhealthy, $"The store could not be read within {settings.Timeout}.", exception);
        }
        catch (Exception exception) when (exception is RepoTicketsException or ObjectDisposedException)
        {
            return new(unhealthy, $"The store cannot be read: {exception.Message}", exception);
        }
    }

    private static HealthCheckResult Judge(StoreCondition condition, StoreHealthOptions options, HealthStatus unhealthy)
    {
        var findings = StoreHealthFindings.Of(condition, options).OrderBy(static finding => finding.Status).ToList();
        var data = new Dictionary<string, object>
        {
            ["tickets"] = condition.Tickets,
            ["faults"] = condition.Faults,
            ["position"] = condition.Position,
            ["journal_bytes"] = condition.JournalBytes,
            ["poisoned"] = condition.PoisonReason is not null,
            ["read_only"] = condition.ReadOnlyReason is not null,
        };
        if (condition.FreeBytes is { } free)
        {
            data["free_bytes"] = free;
        }

        if (findings.Count == 0)
        {
            return HealthCheckResult.Healthy(
                "The store can be read" + (condition.ReadOnlyReason is null ? " and written." : "; it is read-only by option."), data);
        }

        var status = findings[0].Status == HealthStatus.Unhealthy ? unhealthy : HealthStatus.Degraded;
        return new(status, string.Join(" ", findings.Select(static finding => finding.Text)), data: data);
    }
}
