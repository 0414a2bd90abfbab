using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace RepoTickets.Sdk.Tests.Snippets;

public sealed record BuildFinished(string Branch, TicketId Ticket);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BuildFinished))]
internal sealed partial class AppJson : JsonSerializerContext;

/// <summary>The code of docs/events.md and docs/telemetry.md.</summary>
internal static class EventsPage
{
    internal static void Register(IServiceCollection services) =>
        services.AddRepoTickets(tickets => tickets.AddEventType("app.build.finished", AppJson.Default.BuildFinished));

    internal static void Observe(IServiceCollection services, string folder)
    {
        using var tracing = OpenTelemetry.Sdk.CreateTracerProviderBuilder().AddSource("RepoTickets.*").Build();   // and the exporter of your choice
        using var metrics = OpenTelemetry.Sdk.CreateMeterProviderBuilder().AddMeter("RepoTickets.*").Build();

        services.AddRepoTickets(tickets => tickets.AddStorage(folder).AddPerformanceReport().AddStoreHealth().AddEventsHealth());
    }

    internal static void CheckHealth(IServiceCollection services)
    {
        services.AddHealthChecks();
        services.AddOptions<HealthCheckServiceOptions>().Configure<IEnumerable<HealthCheckRegistration>>((options, found) =>
        {
            foreach (var registration in found)
            {
                options.Registrations.Add(registration);
            }
        });
    }
}
