using System.Text;

namespace RepoTickets.LogTriage.Grouping.Canonical;

/// <summary>
/// Takes the values of secrets out of the parts of a key that are kept as they were given: templates, fingerprints, names of loggers and
/// services, types, frames.
/// </summary>
internal static class SecretMask
{
    /// <summary>Puts <c>*</c> in place of each value; returns the new length, which is never greater.</summary>
    internal static int Apply(Span<byte> text)
    {
        var (at, copied, written) = (0, 0, 0);
        while (text[at..].IndexOfAny((byte)'=', (byte)':') is >= 0 and var next)
        {
            var separator = at + next - copied;
            at += next + 1;
            if (SecretValue.TryFind(text[copied..], separator, separator + 1, out var start, out var end))
            {
                text.Slice(copied, start).CopyTo(text[written..]);
                written += start;
                text[written++] = (byte)'*';
                at = copied += end;
            }
        }

        if (written != copied)
        {
            text[copied..].CopyTo(text[written..]);
        }

        return written + text.Length - copied;
    }

    /// <summary>As above; the same instance when there is nothing to take out.</summary>
    internal static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAny('=', ':'))
        {
            return text;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var clean = Encoding.UTF8.GetString(bytes.AsSpan(0, Apply(bytes)));
        return clean == text ? text : clean;
    }

    /// <summary>The key that the rules of now make of one that rules made which kept secrets; the same array when it holds none.</summary>
    internal static byte[] Renew(byte[] key)
    {
        var copy = key.ToArray();
        var length = Apply(copy.AsSpan(1)) + 1;
        if (copy.AsSpan(0, length).SequenceEqual(key))
        {
            return key;
        }

        // Runs of placeholders count as one in a form.
        var text = Encoding.UTF8.GetString(copy, 0, length);
        return Encoding.UTF8.GetBytes(copy[0] == Index.EvidenceKind.Message ? text.Replace("* *", "*", StringComparison.Ordinal) : text);
    }
}
