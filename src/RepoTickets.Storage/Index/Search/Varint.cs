namespace RepoTickets.Storage.Index;

/// <summary>Whole numbers in as few bytes as they need, seven bits a byte, lowest first.</summary>
internal static class Varint
{
    internal static int LengthOf(int value) => value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;

    internal static int Write(Span<byte> target, int value)
    {
        var length = 0;
        for (var rest = (uint)value; ; rest >>= 7)
        {
            if (rest < 0x80)
            {
                target[length] = (byte)rest;
                return length + 1;
            }

            target[length++] = (byte)(rest | 0x80);
        }
    }

    internal static int Read(ReadOnlySpan<byte> source, ref int position)
    {
        int value = source[position++];
        if (value < 0x80)
        {
            return value;
        }

        value &= 0x7f;
        for (var shift = 7; ; shift += 7)
        {
            int next = source[position++];
            value |= (next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    /// <summary>As <see cref="Read"/>, for bytes that may be anything.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> source, ref int position, out int value)
    {
        long number = 0;
        value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (position >= source.Length)
            {
                return false;
            }

            var next = source[position++];
            number |= (long)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                value = (int)number;
                return number <= int.MaxValue;
            }
        }

        return false;
    }
}
