using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RepoTickets.Events;

/// <summary>Asks the bus whether it is well: it follows the store, its queues are short, and no event has been given up.</summary>
internal sealed class EventsHealthCheck(EventBus bus, ITicketStore? store, EventsHealthOptions settings) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var unhealthy = context.Registration?.FailureStatus ?? HealthStatus.Unhealthy;
        var statistics = bus.GetStatistics();
        try
        {
            var lag = bus.IsFollowing && store is not null
                ? Math.Max(0, await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false) - statistics.Position)
                : 0;
            return Judge(statistics, lag, unhealthy);
        }
        catch (Exception exception) when (exception is RepoTicketsException or ObjectDisposedException)
        {
            return new(unhealthy, $"The store that the bus follows cannot be read: {exception.Message}", exception);
        }
    }

    private HealthCheckResult Judge(EventBusStatistics statistics, long lag, HealthStatus unhealthy)
    {
        var longest = statistics.Subscriptions.MaxBy(static subscription => subscription.QueueDepth);
        var letters = bus.DeadLetters.Count;
        var findings = new[] { Following(), Queue(longest), Letters(letters), Lag(lag) }
            .OfType<(HealthStatus Status, string Text)>().OrderBy(static finding => finding.Status).ToList();
        var data = new Dictionary<string, object>
        {
            ["following"] = bus.IsFollowing,
            ["position"] = statistics.Position,
            ["lag"] = lag,
            ["subscriptions"] = statistics.Subscribers,
            ["longest_queue"] = longest?.QueueDepth ?? 0,
            ["dead_letters"] = letters,
            ["dropped"] = statistics.Dropped,
            ["handler_errors"] = statistics.HandlerErrors,
        };
        return findings.Count == 0
            ? HealthCheckResult.Healthy(
                bus.IsFollowing ? "The bus follows the store and its queues are short." : "The queues of the bus are short.", data)
            : new(
                findings[0].Status == HealthStatus.Unhealthy ? unhealthy : HealthStatus.Degraded,
                string.Join(" ", findings.Select(static finding => finding.Text)),
                data: data);
    }

    private (HealthStatus, string)? Following() => bus.FollowingFault is { } fault
        ? (HealthStatus.Unhealthy, "The bus no longer follows its store, so no events are derived from commits: " +
            $"{fault.Message} Start the host again.")
        : null;

    private (HealthStatus, string)? Queue(SubscriptionStatistics? longest) =>
        longest is null || longest.QueueDepth < settings.QueueDegraded ? null : (
        longest.QueueDepth >= settings.QueueUnhealthy ? HealthStatus.Unhealthy : HealthStatus.Degraded,
        Text($"{longest.QueueDepth} events wait for '{longest.Name}', which does not handle them as fast as they happen."));

    private (HealthStatus, string)? Letters(int count) => count < settings.DeadLettersDegraded ? null :
        (HealthStatus.Degraded, Text($"{count} events are dead letters: handlers failed with them.") +
            " IDeadLetters tells why, and replays them.");

    private (HealthStatus, string)? Lag(long lag) => lag < settings.LagDegraded ? null : (
        lag >= settings.LagUnhealthy ? HealthStatus.Unhealthy : HealthStatus.Degraded,
        Text($"The bus is {lag} commits behind its store. Inline handlers or full queues hold it up."));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
