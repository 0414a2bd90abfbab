using Microsoft.Extensions.Diagnostics.HealthChecks;
using RepoTickets.LogTriage.Http;

namespace RepoTickets.LogTriage.Health;

/// <summary>Asks Jira who the caller is.</summary>
internal sealed class JiraHealthCheck(RemoteClient remote) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await remote.SendAsync(new("myself", HttpMethod.Get, "rest/api/3/myself"), cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy("Jira takes the credentials.");
        }
        catch (RemoteCallException error)
        {
            return new(context?.Registration?.FailureStatus ?? HealthStatus.Unhealthy, error.Message);
        }
    }
}
