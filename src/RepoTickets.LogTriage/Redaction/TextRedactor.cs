using System.Buffers;
using System.Text;

namespace RepoTickets.LogTriage.Redaction;

/// <summary>
/// One pass over one text. At each place that something can begin at, the scanners look ahead a bounded way; what they find is replaced and
/// passed over, so that the whole takes linear time.
/// </summary>
internal sealed class TextRedactor
{
    internal const string Secret = "<secret>";

    private const int LongestEncoded = 16_384;

    private static readonly string[] Placeholders =
        [Secret, "<email>", "<credentials>", "<token>", "<key>", "<private-key>", "<ip>", "<card>", "<encoded>"];

    /// <summary>Whoever knows what stands behind these may write to somebody's channel.</summary>
    private static readonly string[] WebHooks = ["hooks.slack.com/services/", "discord.com/api/webhooks/", "outlook.office.com/webhook/"];

    private static readonly SearchValues<char> EndsOfAuthority = SearchValues.Create(" \t\r\n\"'<>/?#\\");

    private static readonly SearchValues<char> EndsOfAddress = SearchValues.Create(" \t\r\n\"'<>)");

    private readonly string _text;
    private readonly RedactionClasses _classes;
    private StringBuilder? _clean;
    private int _copied;
    private int _at;
    private int _lookedForBase64To;

    internal TextRedactor(string text, RedactionClasses classes)
    {
        _text = text;
        _classes = classes;
    }

    /// <summary>The redacted text; the same instance when there is nothing to redact.</summary>
    internal string Run()
    {
        if (_classes == RedactionClasses.None)
        {
            return _text;
        }

        while (_at < _text.Length)
        {
            var c = _text[_at];
            var isDone = c switch
            {
                '<' => PassPlaceholder(),
                '=' => Assigned(1),
                ':' => Credentials() || Assigned(1) || Ip6(),
                '%' => PercentEncoded(),
                '@' => Email(),
                '-' => PrivateKey() || Flag(),
                _ when IsWordStart() => Word(c),
                _ => false,
            };
            if (!isDone)
            {
                _at++;
            }
        }

        return _clean is null ? _text : _clean.Append(_text, _copied, _text.Length - _copied).ToString();
    }

    private bool Has(RedactionClasses classes) => (_classes & classes) != 0;

    /// <summary>What stands before in the result: behind a finding that is the end of its placeholder.</summary>
    private char Before() => _at == 0 ? ' ' : _at == _copied ? '>' : _text[_at - 1];

    private bool IsWordStart() => !(char.IsLetterOrDigit(Before()) || Before() == '_');

    private bool Replace(int start, int end, string placeholder)
    {
        if (start >= end || start < _copied)
        {
            return false;
        }

        _at = end;
        if (IsPlaceholder(_text.AsSpan(start, end - start)))
        {
            return true;
        }

        _clean ??= new(_text.Length);
        _clean.Append(_text, _copied, start - _copied).Append(placeholder);
        _copied = end;
        return true;
    }

    private static bool IsPlaceholder(ReadOnlySpan<char> text)
    {
        foreach (var placeholder in Placeholders)
        {
            if (text.SequenceEqual(placeholder))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What was redacted before stays; what only looks so, the element <c>secret</c> of an XML text, is emptied.</summary>
    private bool PassPlaceholder()
    {
        var length = _text.AsSpan(_at, Math.Min(80, _text.Length - _at)).IndexOf('>');
        if (length < 2)
        {
            return false;
        }

        var name = _text.AsSpan(_at + 1, length - 1);
        var start = _at + length + 1;
        if (Has(RedactionClasses.Assignments) && name[0] != '/' && SecretWords.NamesSecret(name))
        {
            var inner = _text.AsSpan(start).IndexOf('<');
            if (inner > 0 && _text.AsSpan(start + inner).StartsWith("</", StringComparison.Ordinal)
                && _text.AsSpan(start + inner + 2).StartsWith(name, StringComparison.Ordinal))
            {
                return Replace(start, start + inner, Secret);
            }
        }

        if (!IsPlaceholder(_text.AsSpan(_at, length + 1)))
        {
            return false;
        }

        _at = start;
        return true;
    }

    private bool Assigned(int separatorLength)
    {
        if (!Has(RedactionClasses.Assignments))
        {
            return false;
        }

        var (start, end) = AssignedValue.Find(_text, _at, _at + separatorLength, _copied);
        return end > start && Replace(start, end, Secret);
    }

    /// <summary><c>%3D</c> and <c>%3A</c> are the separators in an encoded address.</summary>
    private bool PercentEncoded() =>
        _at + 2 < _text.Length && _text[_at + 1] == '3' && _text[_at + 2] is 'D' or 'd' or 'A' or 'a' && Assigned(3);

    private bool Flag()
    {
        if (!Has(RedactionClasses.Assignments) || _at + 3 >= _text.Length || _text[_at + 1] != '-' || Before() != ' ')
        {
            return false;
        }

        var length = _text.AsSpan(_at + 2, Math.Min(64, _text.Length - _at - 2)).IndexOf(' ');
        if (length <= 0 || !SecretWords.NamesSecret(_text.AsSpan(_at + 2, length)))
        {
            return false;
        }

        var (start, end) = AssignedValue.AfterBlank(_text, _at + 2 + length);
        return end > start && Replace(start, end, Secret);
    }

    private bool Credentials()
    {
        if (!_text.AsSpan(_at).StartsWith("://", StringComparison.Ordinal))
        {
            return false;
        }

        var start = _at + 3;
        var length = _text.AsSpan(start, Math.Min(1_000, _text.Length - start)).IndexOfAny(EndsOfAuthority);
        length = length < 0 ? Math.Min(1_000, _text.Length - start) : length;
        var at = _text.AsSpan(start, length).LastIndexOf('@');
        if (at > 0 && Has(RedactionClasses.UrlCredentials))
        {
            return Replace(start, start + at, "<credentials>");
        }

        foreach (var path in WebHooks)
        {
            if (Has(RedactionClasses.Keys) && _text.AsSpan(start).StartsWith(path, StringComparison.OrdinalIgnoreCase))
            {
                var end = _text.AsSpan(start).IndexOfAny(EndsOfAddress);
                return Replace(start + path.Length, end < 0 ? _text.Length : start + end, "<key>");
            }
        }

        return false;
    }

    private bool Email()
    {
        if (!Has(RedactionClasses.Email))
        {
            return false;
        }

        var (start, end) = AddressShapes.Email(_text, _at, _copied);
        return end > start && Replace(start, end, "<email>");
    }

    /// <summary>A block that is torn off goes on to the end of the text.</summary>
    private bool PrivateKey()
    {
        if (!Has(RedactionClasses.PrivateKeys) || !_text.AsSpan(_at).StartsWith("-----BEGIN ", StringComparison.Ordinal))
        {
            return false;
        }

        var head = _text.AsSpan(_at, Math.Min(80, _text.Length - _at));
        if (!head.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return false;
        }

        var end = _text.AsSpan(_at).IndexOf("-----END ", StringComparison.Ordinal);
        if (end < 0)
        {
            return Replace(_at, _text.Length, "<private-key>");
        }

        var tail = _text.AsSpan(_at + end + 9).IndexOf("-----", StringComparison.Ordinal);
        return Replace(_at, tail is < 0 or > 60 ? _at + end + 9 : _at + end + 9 + tail + 5, "<private-key>");
    }

    private bool Word(char c)
    {
        if (char.IsAsciiDigit(c) && Before() is '.' or ',' && _at > 1 && char.IsAsciiDigit(_text[_at - 2]))
        {
            // The middle of a number.
            return false;
        }

        if (KeyShapes.CanBegin(c) && Has(RedactionClasses.Keys | RedactionClasses.Tokens) && KeyShapes.End(_text, _at) is var end
            && end > 0)
        {
            var isToken = _text.AsSpan(_at).StartsWith("eyJ", StringComparison.Ordinal);
            if (Has(isToken ? RedactionClasses.Tokens : RedactionClasses.Keys))
            {
                return Replace(_at, end, isToken ? "<token>" : "<key>");
            }
        }

        return (c is 'B' or 'b' && Scheme())
            || (char.IsAsciiDigit(c) && (Number() || Ip6()))
            || (char.IsAsciiHexDigit(c) && Ip6())
            || Encoded();
    }

    private bool Scheme()
    {
        if (!Has(RedactionClasses.Tokens))
        {
            return false;
        }

        var rest = _text.AsSpan(_at);
        var length = rest.StartsWith("bearer ", StringComparison.OrdinalIgnoreCase) ? 7
            : rest.StartsWith("basic ", StringComparison.OrdinalIgnoreCase) ? 6 : 0;
        if (length == 0)
        {
            return false;
        }

        var start = _at + length;
        var end = start;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '-' or '.' or '_' or '~' or '+' or '/' or '='))
        {
            end++;
        }

        // "Basic authentication" is no credential; what is has digits, padding or capitals inside.
        var value = _text.AsSpan(start, end - start);
        var isToken = value.Length >= 8
            && (value.IndexOfAnyInRange('0', '9') >= 0 || value.Contains('=') || value[1..].IndexOfAnyInRange('A', 'Z') >= 0);
        return isToken && Replace(start, end, "<token>");
    }

    private bool Number()
    {
        if (Has(RedactionClasses.IpAddresses) && AddressShapes.Ipv4(_text, _at) is var ip && ip > 0)
        {
            return Replace(_at, ip, "<ip>");
        }

        return Has(RedactionClasses.CardNumbers) && AddressShapes.Card(_text, _at) is var card && card > 0 && Replace(_at, card, "<card>");
    }

    private bool Ip6()
    {
        var isStart = !(char.IsLetterOrDigit(Before()) || Before() is ':' or '_' or '.');
        return isStart && Has(RedactionClasses.IpAddresses) && AddressShapes.Ipv6(_text, _at) is var end && end > 0
            && Replace(_at, end, "<ip>");
    }

    /// <summary>Base64 hides what the other scanners look for, from the eye as well, but from nobody who wants it.</summary>
    private bool Encoded()
    {
        if (!Has(RedactionClasses.Encoded) || _at < _lookedForBase64To)
        {
            return false;
        }

        var end = EncodedText.End(_text, _at, LongestEncoded);
        _lookedForBase64To = end;
        return EncodedText.Decode(_text.AsSpan(_at, end - _at)) is { } hidden
            && !ReferenceEquals(new TextRedactor(hidden, _classes & ~RedactionClasses.Encoded).Run(), hidden)
            && Replace(_at, end, "<encoded>");
    }
}
