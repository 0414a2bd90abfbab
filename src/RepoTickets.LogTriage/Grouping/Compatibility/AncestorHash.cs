using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using RepoTickets.LogTriage.Grouping.Index;

namespace RepoTickets.LogTriage.Grouping.Compatibility;

/// <summary>
/// The normalised message, the log hash and the fingerprint of dogcatcher-agent, the Python program that this package succeeds, for
/// trackers that hold tickets which it labelled. Its mistakes are kept, since mended hashes would find none of its labels; it is an option
/// for that reason alone. The expressions don't backtrack, and the input is cut, so a long unbroken text costs time in proportion to its
/// length.
/// </summary>
internal static class AncestorHash
{
    /// <summary>Only so much of a message is looked at.</summary>
    internal const int MaximumCharacters = 16 * 1024;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly (Regex Pattern, string Replacement)[] Steps =
    [
        (new(@"failed to get file size by name [^,]*", Options), "failed to get file size by name blob "),
        (new(@"[^\s]+\.dpplan\b", Options), " file "),
        (new(@"[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}", Options), " email "),
        (new(@"\bhttps?://[^\s]+", Options), " url "),
        (new(@"\b[a-z0-9_-]+\.[a-z0-9_-]+\.[a-z0-9_-]+\b", Options), " token "),
        (new(@"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", Options), " "),
        (new(@"\b[0-9a-f]{24}\b", Options), " "),
        (new(@"\b\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}:\d{2}(\.\d+)?\b", Options), " "),
        (new(@"\[?\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}([,.]\d+)?\]?", Options), " "),
        (new(@"\b\d{5,}\b", Options), " "),
        (new(@"\b[a-f0-9]{10,}\b", Options), " "),
        (new(@"duplicate entry [^\n]* for key", Options), "duplicate entry for key"),
        (new(@"\\x[0-9a-f]{2}", Options), " "),
    ];

    /// <summary>The message as dogcatcher-agent compared it; empty when nothing of it is left.</summary>
    internal static string Normalize(string? message)
    {
        if (string.IsNullOrEmpty(message))
        {
            return "";
        }

#pragma warning disable CA1308 // Lower case is what dogcatcher-agent hashed.
        var text = (message.Length > MaximumCharacters ? message[..MaximumCharacters] : message).ToLowerInvariant();
#pragma warning restore CA1308
        foreach (var (pattern, replacement) in Steps)
        {
            text = pattern.Replace(text, replacement);
        }

        var output = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
            {
                output.Append(character);
            }
            else if (output.Length > 0 && output[^1] != ' ')
            {
                output.Append(' ');
            }
        }

        return output.ToString().TrimEnd();
    }

    /// <summary>Twelve hexadecimal digits, as in the label <c>loghash-…</c>; null when nothing of the message is left.</summary>
    internal static string? LogHash(string? message)
    {
        var normalized = Normalize(message);
        return normalized.Length == 0 ? null : Digits(normalized);
    }

    /// <summary>Twelve hexadecimal digits of the type of error and the message.</summary>
    internal static string Fingerprint(string? errorType, string? message)
    {
        var normalized = Normalize(message);
        return Digits($"{(string.IsNullOrEmpty(errorType) ? "unknown" : errorType)}|{(normalized.Length == 0 ? message : normalized)}");
    }

    /// <summary>
    /// Writes the key that groups as dogcatcher-agent did. What it erased as a whole (text outside its alphabet) is kept as it is, so that
    /// not all of it becomes one group. Values of secrets are taken out before: the key is kept in files, the hashes are not made of it.
    /// </summary>
    internal static int WriteKey(string message, Span<byte> key)
    {
        message = Canonical.SecretMask.Clean(message.Length > MaximumCharacters ? message[..MaximumCharacters] : message);
        var normalized = Normalize(message);
        key[0] = EvidenceKind.Ancestor;
        System.Text.Unicode.Utf8.FromUtf16(normalized.Length == 0 ? message : normalized, key[1..], out _, out var written);
        return written + 1;
    }

    private static string Digits(string text)
    {
#pragma warning disable CA5350 // Names, not secrets: the labels of dogcatcher-agent are cut SHA-1.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)))[..12];
#pragma warning restore CA5350
    }
}
