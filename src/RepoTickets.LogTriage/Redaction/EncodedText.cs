using System.Text;

namespace RepoTickets.LogTriage.Redaction;

/// <summary>Recognises text in Base64, of both alphabets, on one line or wrapped.</summary>
internal static class EncodedText
{
    private const int Least = 20;
    private const int LeastWrapped = 40;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Where the run of Base64 characters that begins here ends, padding and wrapped lines included.</summary>
    internal static int End(string text, int from, int most)
    {
        var end = from;
        var line = from;
        while (end < text.Length && end - from < most)
        {
            if (IsOfAlphabet(text[end]))
            {
                end++;
            }
            else if (text[end] == '\n' && end - line >= LeastWrapped && end + 1 < text.Length && IsOfAlphabet(text[end + 1]))
            {
                line = ++end;
            }
            else
            {
                break;
            }
        }

        while (end < text.Length && text[end] == '=' && end - from > 1)
        {
            end++;
        }

        return end;
    }

    /// <summary>The text that the run stands for; null when it stands for none.</summary>
    internal static string? Decode(ReadOnlySpan<char> run)
    {
        if (run.Length < Least)
        {
            return null;
        }

        Span<char> plain = run.Length <= 512 ? stackalloc char[run.Length + 3] : new char[run.Length + 3];
        var length = 0;
        foreach (var c in run)
        {
            if (c is not ('\n' or '='))
            {
                plain[length++] = c switch { '-' => '+', '_' => '/', _ => c };
            }
        }

        while (length % 4 != 0)
        {
            plain[length++] = '=';
        }

        var bytes = new byte[length];
        if (!Convert.TryFromBase64Chars(plain[..length], bytes, out var written) || !IsPrintable(bytes.AsSpan(0, written)))
        {
            return null;
        }

        try
        {
            return Strict.GetString(bytes, 0, written);
        }
        catch (DecoderFallbackException)
        {
            // Bytes, not text.
            return null;
        }
    }

    private static bool IsPrintable(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b < 0x20 && b is not ((byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                return false;
            }
        }

        return bytes.Length > 0;
    }

    private static bool IsOfAlphabet(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_';
}
