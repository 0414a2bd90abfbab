namespace RepoTickets.LogTriage.Grouping.Evidence;

/// <summary>Takes out of the names of methods what compilers and proxies put in and number anew with each build.</summary>
internal static class MethodName
{
    /// <summary>Writes the clean name, which is never longer, and returns its length.</summary>
    internal static int Clean(ReadOnlySpan<byte> method, Span<byte> output)
    {
        var proxy = method.IndexOf("$$"u8);
        var afterProxy = ReadOnlySpan<byte>.Empty;
        if (proxy > 0)
        {
            var dot = method[proxy..].LastIndexOf((byte)'.');
            afterProxy = dot < 0 ? [] : method[(proxy + dot)..];
            method = method[..proxy];
        }

        var length = Parts(method, output, 0);
        return afterProxy.IsEmpty ? length : Parts(afterProxy[1..], output, length);
    }

    private static int Parts(ReadOnlySpan<byte> method, Span<byte> output, int length)
    {
        while (!method.IsEmpty)
        {
            var end = EndOfPart(method);
            var part = Essence(method[..end]);
            method = end < method.Length ? method[(end + 1)..] : [];
            if (part.IsEmpty || length + part.Length + 1 > output.Length)
            {
                continue;
            }

            if (length > 0)
            {
                output[length++] = (byte)'.';
            }

            part.CopyTo(output[length..]);
            length += part.Length;
        }

        return length;
    }

    private static int EndOfPart(ReadOnlySpan<byte> method)
    {
        var depth = 0;
        for (var index = 0; index < method.Length; index++)
        {
            switch (method[index])
            {
                case (byte)'<':
                    depth++;
                    break;
                case (byte)'>':
                    depth--;
                    break;
                case (byte)'.' or (byte)'$' or (byte)'+' when depth <= 0:
                    return index;
                default:
                    break;
            }
        }

        return method.Length;
    }

    /// <summary>What a person wrote of one part of a name; empty when a compiler made it.</summary>
    private static ReadOnlySpan<byte> Essence(ReadOnlySpan<byte> part)
    {
        if (part.StartsWith("<>"u8) || part.SequenceEqual("MoveNext"u8) || part.SequenceEqual("lambda"u8) || part.SequenceEqual("<anonymous>"u8))
        {
            return [];
        }

        if (part.StartsWith("<"u8) && part.IndexOf((byte)'>') is > 1 and var close)
        {
            return part[1..close];
        }

        var arity = part.IndexOfAny((byte)'`', (byte)'[');
        part = arity > 0 ? part[..arity] : part;
        return IsNumbered(part, "func"u8) || !part.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? [] : part;
    }

    private static bool IsNumbered(ReadOnlySpan<byte> part, ReadOnlySpan<byte> stem) =>
        part.Length > stem.Length && part.StartsWith(stem) && !part[stem.Length..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
