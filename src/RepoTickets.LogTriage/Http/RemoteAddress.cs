using System.Buffers;

namespace RepoTickets.LogTriage.Http;

/// <summary>Checks addresses from configuration, and the names that are put into them.</summary>
internal static class RemoteAddress
{
    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    /// <summary>What is wrong with a base address; null when it may be called.</summary>
    internal static string? FindProblem(Uri? address) => address switch
    {
        null => "an address is needed",
        { IsAbsoluteUri: false } => $"the address '{Show(address)}' is not absolute; write https://host/",
        _ when address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && IsLoopbackLiteral(address)) =>
            $"the address '{Show(address)}' must begin with https:// (http:// only for loopback)",
        { UserInfo.Length: > 0 } => "the address holds credentials; put them in the options made for them",
        { Query.Length: > 0 } or { Fragment.Length: > 0 } => $"the address '{Show(address)}' holds a query or fragment",
        _ => null,
    };

    /// <summary>The text is the name of a host and nothing that leads elsewhere: no path, port, user or address literal.</summary>
    internal static bool IsHostName(string? host) =>
        host is { Length: > 3 and <= 253 }
        && host.AsSpan().IndexOfAnyExcept(HostCharacters) < 0
        && host.Contains('.', StringComparison.Ordinal)
        && Uri.CheckHostName(host) == UriHostNameType.Dns
        && char.IsAsciiLetter(host[^1])
        && !host.EndsWith(".local", StringComparison.Ordinal)
        && !host.EndsWith(".localhost", StringComparison.Ordinal)
        && !host.EndsWith(".internal", StringComparison.Ordinal);

    internal static bool IsLoopbackLiteral(Uri address) =>
        address.IsLoopback && (address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || address.Host == "localhost");

    /// <summary>The address with a slash at its end, so that paths are appended and never replace its last part.</summary>
    internal static Uri WithSlash(Uri address) =>
        address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");

    /// <summary>Without user information, query and fragment, which may hold secrets.</summary>
    private static string Show(Uri address) => address.IsAbsoluteUri
        ? DisplayText.Escape($"{address.Scheme}://{address.Host}{address.AbsolutePath}")
        : DisplayText.Escape(address.OriginalString.Split('@', '?', '#')[^1]);
}
