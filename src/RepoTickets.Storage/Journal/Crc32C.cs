using System.Buffers.Binary;
using System.Numerics;

namespace RepoTickets.Storage.Journal;

/// <summary>CRC-32C (Castagnoli), the checksum that processors compute in hardware; as in RFC 3720.</summary>
internal static class Crc32C
{
    internal static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
