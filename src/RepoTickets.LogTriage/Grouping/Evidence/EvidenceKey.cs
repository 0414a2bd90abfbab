using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using RepoTickets.LogTriage.Grouping.Canonical;
using RepoTickets.LogTriage.Grouping.Compatibility;
using RepoTickets.LogTriage.Grouping.Index;

namespace RepoTickets.LogTriage.Grouping.Evidence;

/// <summary>
/// Makes the key of a record by its strongest evidence: fingerprint or rule, template, stack trace, message. The first byte of a key is its
/// kind. Immutable.
/// </summary>
internal sealed class EvidenceKey(LogGrouperOptions options)
{
    private const int LongestType = 160;

    /// <summary>A fingerprint or a template beyond this is cut.</summary>
    private const int LongestName = 2048;

    /// <summary>The longest key.</summary>
    internal const int MaximumBytes = 1 + LongestType + 2 + CanonicalLimits.CanonicalBytes;

    private readonly byte[][] _ownCode = [.. options.OwnCode.Where(text => text.Length > 0).Select(Encoding.UTF8.GetBytes)];

    [SkipLocalsInit]
    internal int Write(LogEntry entry, FingerprintRule[] rules, Span<byte> key)
    {
        foreach (var rule in rules)
        {
            if (rule.Matches(entry))
            {
                return Named(EvidenceKind.Fingerprint, rule.Name, key);
            }
        }

        if (!string.IsNullOrWhiteSpace(entry.Fingerprint))
        {
            return Named(EvidenceKind.Fingerprint, entry.Fingerprint, key);
        }

        if (options.UseAncestorHash)
        {
            return AncestorHash.WriteKey(entry.Message, key);
        }

        // One buffer serves all texts, one after the other: a record uses few of them.
        Span<byte> text = stackalloc byte[CanonicalLimits.LineBytes];
        Span<byte> type = stackalloc byte[LongestType];
        type = type[..Encode(entry.ExceptionType, type)];
        if (!string.IsNullOrWhiteSpace(entry.Template))
        {
            Span<byte> logger = stackalloc byte[LongestType];
            logger = logger[..Encode(entry.Logger, logger)];
            return Template(text[..Encode(entry.Template, text)], logger, type, key);
        }

        if (!string.IsNullOrEmpty(entry.StackTrace))
        {
            var length = StackTrace(type, text[..Encode(entry.StackTrace, text)], key);
            if (length > 0)
            {
                return length;
            }
        }

        return Message(type, text[..Encode(entry.Message, text)], key);
    }

    internal int Write(in Utf8Evidence evidence, Span<byte> key)
    {
        if (!evidence.Fingerprint.IsEmpty)
        {
            return Named(EvidenceKind.Fingerprint, evidence.Fingerprint, key);
        }

        if (options.UseAncestorHash)
        {
            return AncestorHash.WriteKey(Encoding.UTF8.GetString(evidence.Message), key);
        }

        var type = Cut(evidence.ExceptionType, LongestType);
        if (!evidence.Template.IsEmpty)
        {
            return Template(evidence.Template, Cut(evidence.Logger, LongestType), type, key);
        }

        if (!evidence.StackTrace.IsEmpty)
        {
            var length = StackTrace(type, evidence.StackTrace, key);
            if (length > 0)
            {
                return length;
            }
        }

        return Message(type, evidence.Message, key);
    }

    private static int Named(byte kind, string name, Span<byte> key)
    {
        key[0] = kind;
        var length = Encode(name.AsSpan().Trim(), key.Slice(1, LongestName));
        return 1 + SecretMask.Apply(key.Slice(1, length));
    }

    private static int Named(byte kind, ReadOnlySpan<byte> name, Span<byte> key)
    {
        key[0] = kind;
        name = Cut(name.Trim(" \t\r\n"u8), LongestName);
        name.CopyTo(key[1..]);
        return 1 + SecretMask.Apply(key.Slice(1, name.Length));
    }

    /// <summary>
    /// A template names an event within its logger. The type of an exception is added: "request failed" is one template and many faults.
    /// </summary>
    private static int Template(ReadOnlySpan<byte> template, ReadOnlySpan<byte> logger, ReadOnlySpan<byte> type, Span<byte> key)
    {
        var length = Named(EvidenceKind.Template, template, key);
        key[length++] = 0;
        length += Put(logger, key[length..]);
        if (!type.IsEmpty)
        {
            key[length++] = 0;
            length += Put(type, key[length..]);
        }

        return length;
    }

    private int StackTrace(ReadOnlySpan<byte> type, ReadOnlySpan<byte> trace, Span<byte> key)
    {
        key[0] = EvidenceKind.StackTrace;
        var length = StackTraceKey.Write(type, trace, _ownCode, options.Frames, key[1..]);
        return length == 0 ? 0 : 1 + SecretMask.Apply(key.Slice(1, length));
    }

    private static int Message(ReadOnlySpan<byte> type, ReadOnlySpan<byte> message, Span<byte> key)
    {
        key[0] = EvidenceKind.Message;
        var length = 1;
        if (!type.IsEmpty && !message.StartsWith(type))
        {
            length += Put(type, key[length..]);
            key[length++] = (byte)':';
            key[length++] = (byte)' ';
        }

        return length + Canonicalizer.Write(message, key[length..]);
    }

    private static int Put(ReadOnlySpan<byte> name, Span<byte> key)
    {
        name.CopyTo(key);
        return SecretMask.Apply(key[..name.Length]);
    }

    /// <summary>Writes as much of a text as there is room for, in whole characters.</summary>
    private static int Encode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        Utf8.FromUtf16(text, bytes, out _, out var written);
        return written;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int length) => text.Length > length ? text[..length] : text;
}
