using System.Security.Cryptography;

namespace RepoTickets;

/// <summary>Random identifiers from the operating system's generator. Thread-safe.</summary>
public sealed class IdentifierGenerator : IIdentifierGenerator
{
    /// <summary>Asking the generator costs the same for one number as for many.</summary>
    private const int BlockLength = 64;

    [ThreadStatic]
    private static ulong[]? _block;

    [ThreadStatic]
    private static int _left;

    /// <inheritdoc/>
    public ulong NextBits()
    {
        var block = _block ??= new ulong[BlockLength];
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(System.Runtime.InteropServices.MemoryMarshal.AsBytes(block.AsSpan()));
            _left = BlockLength;
        }

        // Nothing that has been given out stays in memory.
        var bits = block[--_left];
        block[_left] = 0;
        return bits;
    }
}
