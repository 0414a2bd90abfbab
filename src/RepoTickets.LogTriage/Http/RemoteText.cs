using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RepoTickets.LogTriage.Http;

/// <summary>
/// Parses what remotes answer. Programs that log cut texts anywhere, so answers hold half of a character now and then; a JSON document
/// takes that and throws later, at whoever asks for the text. Here it becomes U+FFFD, so that one record does not hide the others.
/// </summary>
internal static class RemoteText
{
    private const int EscapeLength = 6;

    /// <exception cref="JsonException">It is not JSON, or deeper than allowed.</exception>
    internal static JsonDocument Parse(byte[] body, int maximumDepth) => JsonDocument.Parse(Mend(body), new() { MaxDepth = maximumDepth });

    private static byte[] Mend(byte[] body)
    {
        var text = Utf8.IsValid(body) ? body : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body));
        for (var at = text.AsSpan().IndexOf((byte)'\\'); at >= 0 && at + 1 < text.Length;)
        {
            at += LengthOfEscape(text, at);
            var next = at < text.Length ? text.AsSpan(at).IndexOf((byte)'\\') : -1;
            at = next < 0 ? -1 : at + next;
        }

        return text;
    }

    /// <summary>How long the escape is that begins here; half of a pair is replaced, which changes no length.</summary>
    private static int LengthOfEscape(byte[] text, int at)
    {
        var code = CodeAt(text, at);
        if (code is null)
        {
            return 2;
        }

        if (char.IsHighSurrogate((char)code) && CodeAt(text, at + EscapeLength) is { } low && char.IsLowSurrogate((char)low))
        {
            return 2 * EscapeLength;
        }

        if (char.IsSurrogate((char)code))
        {
            "fffd"u8.CopyTo(text.AsSpan(at + 2));
        }

        return EscapeLength;
    }

    private static int? CodeAt(byte[] text, int at) =>
        at + EscapeLength <= text.Length && text[at] == '\\' && text[at + 1] == 'u'
            && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? code
            : null;
}
