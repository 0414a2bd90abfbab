using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.LogTriage.Http;

namespace RepoTickets.LogTriage.Tests.Servers;

/// <summary>One handler for all clients, as a factory keeps them.</summary>
internal sealed class SimpleClients(Uri address) : IHttpClientFactory, IDisposable
{
    private readonly SocketsHttpHandler _handler = GuardedConnection.CreateHandler(address, allowPrivateNetworks: false);

    public HttpClient CreateClient(string name) => new(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _handler.Dispose();

    /// <summary>Settings for a remote at <paramref name="address"/>, with jitter of one half.</summary>
    internal static RemoteSettings Settings(IHttpClientFactory clients, Uri address, RemoteOptions options, TimeProvider time) => new()
    {
        Name = "Test",
        Address = address,
        Options = options,
        Clients = clients,
        Time = time,
        Logger = NullLogger.Instance,
        Authorize = static request => request.Headers.TryAddWithoutValidation("X-Key", "canary-secret-0123456789"),
        Scrubber = new("canary-secret-0123456789"),
        Jitter = static () => 0.5,
    };
}
