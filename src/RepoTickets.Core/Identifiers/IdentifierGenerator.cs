using System.Security.Cryptography;

namespace RepoTickets;

/// <summary>Random identifiers from the operating system's generator. Thread-safe.</summary>
public sealed class IdentifierGenerator : IIdentifierGenerator
{
    /// <inheritdoc/>
    public ulong NextBits()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes);
    }
}
