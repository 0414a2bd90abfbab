namespace RepoTickets.LogTriage.Jira.Adf;

/// <summary>Decides what is a link: only addresses that a person can follow without harm.</summary>
internal static class LinkAddress
{
    /// <summary>The address when it is http, https or mailto and of bearable length; null otherwise.</summary>
    internal static string? Check(string address) =>
        address.Length <= AdfLimits.MaximumLinkLength
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeMailto)
        && uri.UserInfo.Length == (uri.Scheme == Uri.UriSchemeMailto ? uri.UserInfo.Length : 0)
            ? address
            : null;

    /// <summary>The address in the parentheses of a link, without a title.</summary>
    internal static string? Target(string text)
    {
        var body = text.Trim();
        var blank = body.AsSpan().IndexOfAny(' ', '\n', '\t');
        return Check((blank < 0 ? body : body[..blank]).Trim('<', '>'));
    }

    /// <summary>Where the parentheses of a link end, with pairs inside; -1 when they don't.</summary>
    internal static int EndOfTarget(string text, int from)
    {
        var depth = 0;
        var limit = Math.Min(text.Length, from + AdfLimits.MaximumLinkLength + 300);
        for (var i = from; i < limit; i++)
        {
            switch (text[i])
            {
                case '(':
                    depth++;
                    break;
                case ')' when depth == 0:
                    return i;
                case ')':
                    depth--;
                    break;
            }
        }

        return -1;
    }

    /// <summary>
    /// Where an address that stands in the text ends, without the punctuation of the sentence around it; -1 when none begins here.
    /// </summary>
    internal static int EndOfBareAddress(string text, int from)
    {
        var rest = text.AsSpan(from);
        if (!rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            && !rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return -1;
        }

        var end = from;
        var (opened, closed) = (0, 0);
        while (end < text.Length && end - from <= AdfLimits.MaximumLinkLength && IsPartOfAddress(text[end]))
        {
            opened += text[end] == '(' ? 1 : 0;
            closed += text[end] == ')' ? 1 : 0;
            end++;
        }

        while (end > from && (text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '"' or '*' or '_' or '~'
            || (text[end - 1] == ')' && closed > opened)))
        {
            closed -= text[end - 1] == ')' ? 1 : 0;
            end--;
        }

        return end;
    }

    private static bool IsPartOfAddress(char c) =>
        !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('<' or '>' or '`' or '"' or '|' or '\\' or '{' or '}' or '[' or ']');
}
