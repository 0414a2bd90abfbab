using System.Text.RegularExpressions;

namespace RepoTickets.Secrets;

/// <summary>
/// Takes what looks like credentials out of messages of other people's exceptions, before they are kept or logged: a driver that cannot
/// connect likes to quote its connection string. What has neither a known shape nor a word beside it that names it cannot be told from any
/// other text and stays.
/// </summary>
internal static partial class SecretText
{
    private const string Mark = "***";

    /// <summary>More of a text is not looked at, and so not kept either: 256 Ki characters.</summary>
    private const int MaximumLength = 256 * 1024;

    private const string CutMark = " … (cut)";

    /// <summary>The text without credentials; the same instance when there are none.</summary>
    internal static string Scrub(string text)
    {
        var clean = text.Length > MaximumLength ? Cut(text) : text;
        clean = Addresses().Replace(clean, "://" + Mark + "@");
        clean = Headers().Replace(clean, "${name}" + Mark);
        clean = Schemes().Replace(clean, "${scheme} " + Mark);
        clean = Assignments().Replace(clean, "${name}" + Mark);
        clean = Keys().Replace(clean, Mark);
        return clean == text ? text : clean;
    }

    /// <summary>At a white space where there is one, so that no half of a key is left that no shape tells any more.</summary>
    private static string Cut(string text)
    {
        var end = text.AsSpan(0, MaximumLength).LastIndexOfAny(' ', '\n', '\t');
        return string.Concat(text.AsSpan(0, end > 0 ? end : MaximumLength), CutMark);
    }

    /// <summary>The exception itself when what it says holds no credentials, else one that says the same without them.</summary>
    internal static Exception Scrub(Exception exception) => ScrubbedException.CleanOf(exception, Scrub);

    /// <summary>User and password of an address.</summary>
    [GeneratedRegex("""://[^\s/@:"']{0,128}:[^\s/@"']{1,256}@""", RegexOptions.CultureInvariant)]
    private static partial Regex Addresses();

    /// <summary>The header of authentication: whatever follows the name of its scheme, but for words about authentication.</summary>
    [GeneratedRegex(
        """\b(?<name>authorization\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["']?(?:basic|bearer|token|api-?key|digest|negotiate|ntlm)[ \t]{1,4})(?!(?:authenti|authori[sz]|credential)[a-z]*[.]?(?![A-Za-z0-9._~+/=-]))[A-Za-z0-9._~+/=-]{8,}""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Headers();

    /// <summary>
    /// What follows the name of a scheme of authentication. Most of these names are words of every day, too, so what is a word itself
    /// stays: <c>Basic authentication</c>, <c>token serialization</c>.
    /// </summary>
    [GeneratedRegex(
        """\b(?:(?<scheme>[Bb]earer|BEARER)[ \t]{1,4}(?!(?i:authenti|authori[sz]|credential)[a-z]*[.]?(?![A-Za-z0-9._~+/=-]))|(?<scheme>(?i:basic|apikey|token))[ \t]{1,4}(?![A-Za-z]?[a-z]+(?:-[a-z]+){0,4}[.]?(?![A-Za-z0-9._~+/=-])))[A-Za-z0-9._~+/=-]{12,}""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Schemes();

    /// <summary>
    /// A value whose name says that it is secret, in connection strings, JSON, headers and addresses. The tokens that parsers complain of
    /// are none: <c>Unexpected token: identifier</c>. They are told by what they are, a word without digits or a symbol, and stand behind a
    /// colon.
    /// </summary>
    [GeneratedRegex(
        """(?<name>(?:password|passwd|passphrase|pwd|secret|token(?!(?<=\b(?:(?:un)?expected|illegal|unrecogni[sz]ed|opening|closing)[ \t]{1,4}token)[ \t]{0,4}:[ \t]{0,4}(?:["'](?:[a-z_]{1,24}|[^\w\s"']{1,8})["']|(?:[a-z_]{1,24}|[^\w\s"']{1,8})[.]?(?![^\s;,&"'<>)\]}])))|api[_ -]?key|app[_ -]?key|access[_ -]?key|private[_ -]?key|account[_ -]?key|credentials?)\\?["']?[ \t]{0,4}(?:=|:)[ \t]{0,4})(?:"[^"\r\n]{1,512}"|'[^'\r\n]{1,512}'|[^\s;,&"'<>)\]}]{3,})""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assignments();

    /// <summary>Keys that are told by their shape.</summary>
    [GeneratedRegex(
        """\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|xox[abeprs]-[A-Za-z0-9-]{10,}|sk-[A-Za-z0-9_-]{16,}|ATATT3[A-Za-z0-9_=-]{16,}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*)""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Keys();
}
