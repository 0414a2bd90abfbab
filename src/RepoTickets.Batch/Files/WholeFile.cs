namespace RepoTickets.Batch.Files;

internal static class WholeFile
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>All bytes of a stream without byte order mark; null when there are more than allowed.</summary>
    internal static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(Stream source, long maximumBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        var length = 0;
        while (true)
        {
            var count = await source.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                var text = new ReadOnlyMemory<byte>(buffer, 0, length);
                return text.Span.StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text;
            }

            length += count;
            if (length > maximumBytes)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, Array.MaxLength));
            }
        }
    }
}
