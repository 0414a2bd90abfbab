namespace RepoTickets.Storage.Recovery;

/// <summary>
/// Tells a file that a power cut tore from one that somebody edited. Torn is what is empty, a beginning of bytes that we wrote, or those
/// bytes with whole sectors of zeros. Everything else is somebody's work and is left alone.
/// </summary>
internal static class TornFile
{
    private const int SectorLength = 512;

    internal static bool IsTorn(ReadOnlySpan<byte> current, IEnumerable<byte[]> written)
    {
        if (current.IsEmpty)
        {
            return true;
        }

        foreach (var bytes in written)
        {
            if (current.Length <= bytes.Length && HasOnlyLostSectors(current, bytes))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasOnlyLostSectors(ReadOnlySpan<byte> current, ReadOnlySpan<byte> written)
    {
        for (var start = 0; start < current.Length; start += SectorLength)
        {
            var length = Math.Min(SectorLength, current.Length - start);
            var sector = current.Slice(start, length);
            if (!sector.SequenceEqual(written.Slice(start, length)) && sector.ContainsAnyExcept((byte)0))
            {
                return false;
            }
        }

        return true;
    }
}
