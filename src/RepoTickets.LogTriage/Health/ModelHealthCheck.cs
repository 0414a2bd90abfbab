using Microsoft.Extensions.AI;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RepoTickets.LogTriage.Models;

namespace RepoTickets.LogTriage.Health;

/// <summary>Asks the model for one token, unless its circuit is open, which says enough.</summary>
internal sealed class ModelHealthCheck(IChatClient model, ChatModelAnalyzer analyzer, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failure = context?.Registration?.FailureStatus ?? HealthStatus.Unhealthy;
        if (analyzer.Circuit.State == CircuitState.Open)
        {
            return new(failure, "The model failed several times in a row and is left alone for a while.");
        }

        using var timeout = new CancellationTokenSource(LongestWait, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var asking = model.GetResponseAsync([new(ChatRole.User, "ping")], new() { MaxOutputTokens = 1 }, both.Token);
            await asking.WaitAsync(both.Token).ConfigureAwait(false);
            return HealthCheckResult.Healthy("The model answers.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(failure, $"The model did not answer within {LongestWait}.");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Its message may hold a key, so that only the kind is told.
            return new(failure, $"The model's client failed with {error.GetType().Name}.");
        }
    }
}
