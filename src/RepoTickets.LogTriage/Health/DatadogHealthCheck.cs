using Microsoft.Extensions.Diagnostics.HealthChecks;
using RepoTickets.LogTriage.Datadog;
using RepoTickets.LogTriage.Http;

namespace RepoTickets.LogTriage.Health;

/// <summary>Asks Datadog whether it takes the API key.</summary>
internal sealed class DatadogHealthCheck(DatadogClient client) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await client.ValidateAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy("Datadog takes the API key.");
        }
        catch (RemoteCallException error)
        {
            return new(context?.Registration?.FailureStatus ?? HealthStatus.Unhealthy, error.Message);
        }
    }
}
