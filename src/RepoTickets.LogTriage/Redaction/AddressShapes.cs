using System.Net;

namespace RepoTickets.LogTriage.Redaction;

/// <summary>Addresses and numbers that are known by their form. Each look is bounded, whatever the text.</summary>
internal static class AddressShapes
{
    private const int LongestLocalPart = 64;
    private const int LongestDomain = 255;

    /// <summary>The e-mail address around an <c>@</c>; an empty range when there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the <c>@</c> stands.</param>
    /// <param name="least">What lies before has been dealt with.</param>
    internal static (int Start, int End) Email(string text, int at, int least)
    {
        var start = at;
        while (start > least && at - start < LongestLocalPart
            && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '.' or '_' or '%' or '+' or '-'))
        {
            start--;
        }

        while (start < at && text[start] is '.' or '-' or '%')
        {
            start++;
        }

        var end = at + 1;
        var lastDot = -1;
        while (end < text.Length && end - at <= LongestDomain && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-'))
        {
            if (text[end] == '.')
            {
                if (text[end - 1] is '.' or '@' || end + 1 >= text.Length || !char.IsLetterOrDigit(text[end + 1]))
                {
                    break;
                }

                lastDot = end;
            }

            end++;
        }

        while (end > at && text[end - 1] == '-')
        {
            end--;
        }

        var isDomain = lastDot > 0 && end - lastDot > 2 && IsWord(text.AsSpan(lastDot + 1, end - lastDot - 1));
        return start < at && isDomain ? (start, end) : default;
    }

    /// <summary>Where an IPv4 address that begins here ends; -1 when none begins.</summary>
    internal static int Ipv4(string text, int from)
    {
        var at = from;
        for (var octet = 0; octet < 4; octet++)
        {
            if (octet > 0 && (at >= text.Length || text[at++] != '.'))
            {
                return -1;
            }

            var (value, start) = (0, at);
            while (at < text.Length && at - start < 3 && char.IsAsciiDigit(text[at]))
            {
                value = (value * 10) + text[at++] - '0';
            }

            if (at == start || value > 255)
            {
                return -1;
            }
        }

        var isLonger = at < text.Length
            && (char.IsLetterOrDigit(text[at]) || (text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])));
        return isLonger ? -1 : at;
    }

    /// <summary>Where an IPv6 address that begins here ends; -1 when none begins.</summary>
    internal static int Ipv6(string text, int from)
    {
        var end = from;
        var colons = 0;
        var hasDigit = false;
        while (end < text.Length && end - from < 46 && (char.IsAsciiHexDigit(text[end]) || text[end] is ':' or '.'))
        {
            colons += text[end] == ':' ? 1 : 0;
            hasDigit |= char.IsAsciiDigit(text[end]);
            end++;
        }

        while (end > from && (text[end - 1] == '.' || (text[end - 1] == ':' && !(end - from > 2 && text[end - 2] == ':'))))
        {
            end--;
        }

        if (colons < 2 || !hasDigit || (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')))
        {
            return -1;
        }

        return IPAddress.TryParse(text.AsSpan(from, end - from), out _) ? end : -1;
    }

    /// <summary>Where the number of a payment card that begins here ends; -1 when none begins.</summary>
    internal static int Card(string text, int from)
    {
        if (text[from] is not (>= '2' and <= '6'))
        {
            return -1;
        }

        Span<int> digits = stackalloc int[19];
        var (count, end) = (0, from);
        for (var at = from; at < text.Length && count <= 19; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                if (count == 19)
                {
                    return -1;
                }

                digits[count++] = text[at] - '0';
                end = at + 1;
            }
            else if (text[at] is not (' ' or '-') || at + 1 >= text.Length || !char.IsAsciiDigit(text[at + 1]))
            {
                break;
            }
        }

        if (count < 13 || (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')))
        {
            return -1;
        }

        return IsIssued(digits[..count]) && HasCheckDigit(digits[..count]) ? end : -1;
    }

    /// <summary>The ranges in which cards are issued; a number that begins with 2 is a card in one small range only.</summary>
    private static bool IsIssued(ReadOnlySpan<int> digits)
    {
        var first = (digits[0] * 1000) + (digits[1] * 100) + (digits[2] * 10) + digits[3];
        return digits[0] != 2 || first is >= 2221 and <= 2720;
    }

    private static bool HasCheckDigit(ReadOnlySpan<int> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i];
            var doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }

    private static bool IsWord(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsLetter(c))
            {
                return false;
            }
        }

        return true;
    }
}
