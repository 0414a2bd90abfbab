using System.Net;
using System.Net.Sockets;

namespace RepoTickets.LogTriage.Http;

/// <summary>
/// Connects to what a name resolves to, after a look at the address: a public service must not turn out to be the host's own network or the
/// metadata service of its cloud. The name is resolved once, and the address that was checked is the one that is called.
/// </summary>
internal static class GuardedConnection
{
    internal static SocketsHttpHandler CreateHandler(Uri address, bool allowPrivateNetworks) => new()
    {
        // A redirect could carry credentials to another host; the services called here use none.
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ConnectTimeout = TimeSpan.FromSeconds(15),
        MaxConnectionsPerServer = 32,
        MaxResponseHeadersLength = 64,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context, address, allowPrivateNetworks, cancellationToken),
    };

    /// <summary>What is wrong with an address that a public name resolved to; null when it may be called.</summary>
    internal static string? FindProblem(IPAddress address, bool allowPrivateNetworks)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (IPAddress.IsLoopback(address) || IsUnspecified(address))
        {
            return "is the machine itself";
        }

        if (IsLinkLocal(address))
        {
            return "is link-local, where clouds keep the credentials of their machines";
        }

        return !allowPrivateNetworks && IsPrivate(address)
            ? $"is in a private network; set {nameof(RemoteOptions.AllowPrivateNetworks)} if that is meant"
            : null;
    }

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, Uri address, bool allowPrivateNetworks, CancellationToken cancellationToken)
    {
        var endPoint = context.DnsEndPoint;

        // Another host than the one that was asked for is the proxy that the host's administrator set.
        var isProxy = !string.Equals(endPoint.Host, context.InitialRequestMessage.RequestUri?.IdnHost, StringComparison.OrdinalIgnoreCase);
        var isTrusted = isProxy || RemoteAddress.IsLoopbackLiteral(address);
        var found = await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken).ConfigureAwait(false);
        var allowed = isTrusted ? found : Array.FindAll(found, candidate => FindProblem(candidate, allowPrivateNetworks) is null);
        if (allowed.Length == 0)
        {
            var problem = found.Length == 0 ? "has no address" : FindProblem(found[0], allowPrivateNetworks);
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{endPoint.Host} is not called: its address {problem}.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsUnspecified(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.GetAddressBytes()[0] == 0
        : address.Equals(IPAddress.IPv6Any);

    private static bool IsLinkLocal(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.GetAddressBytes() is [169, 254, ..]
        : address.IsIPv6LinkLocal;

    private static bool IsPrivate(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.GetAddressBytes() is
            [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [100, >= 64 and <= 127, ..] or [>= 224, ..]
        : address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast || IsTranslated(address);

    /// <summary>NAT64 and 6to4 hide an IPv4 address inside, which could be any.</summary>
    private static bool IsTranslated(IPAddress address) =>
        address.GetAddressBytes() is [0x00, 0x64, 0xff, 0x9b, ..] or [0x20, 0x02, ..];
}
