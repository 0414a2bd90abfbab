using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Mcp.Resources;

/// <summary>Addresses of tickets: <c>ticket://LOGIN-1</c>.</summary>
internal static class TicketUri
{
    internal const string Template = Scheme + "{id}";
    private const string Scheme = "ticket://";
    private const int LongestAddress = 100;

    internal static string Of(TicketId id) => Scheme + id.Value;

    /// <summary>
    /// Small letters are taken as well: clients may write the part after the slashes so, as if it were the name of a machine.
    /// </summary>
    internal static bool TryRead([NotNullWhen(true)] string? uri, out TicketId id)
    {
        id = default;
        return uri is { Length: <= LongestAddress } && uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) &&
            TicketId.TryParse(uri[Scheme.Length..].TrimEnd('/').ToUpperInvariant(), out id);
    }
}
