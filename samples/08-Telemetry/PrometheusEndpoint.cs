using System.Net;
using System.Net.Sockets;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace RepoTickets.Samples.Telemetry;

/// <summary>
/// The metrics of RepoTickets where Prometheus fetches them, on a free port of this machine. A host names its own port, or has its web
/// server answer instead (<c>OpenTelemetry.Exporter.Prometheus.AspNetCore</c>).
/// </summary>
internal sealed class PrometheusEndpoint : IDisposable
{
    private readonly MeterProvider _metrics;
    private readonly int _port = FindFreePort();

    internal PrometheusEndpoint() => _metrics = Sdk.CreateMeterProviderBuilder()
        .AddMeter("RepoTickets.*")
        .AddPrometheusHttpListener(options => (options.Host, options.Port) = ("127.0.0.1", _port))
        .Build();

    internal Uri Address => new($"http://127.0.0.1:{_port}/metrics");

    /// <summary>What Prometheus gets.</summary>
    internal async Task<string> ScrapeAsync()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(Address);
    }

    public void Dispose() => _metrics.Dispose();

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
