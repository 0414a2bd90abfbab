extern alias triage;

using System.Text;
using RepoTickets.Fuzz.Generation;
using triage::RepoTickets.LogTriage;
using triage::RepoTickets.LogTriage.Redaction;

namespace RepoTickets.Fuzz.Targets;

/// <summary>Secrets in texts: redacting twice is redacting once, a planted secret never stays.</summary>
internal sealed class RedactionTarget : MutatedTarget
{
    private const string Token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

    private const int LongestKept = 65_500;

    private static readonly LogRedactor Redactor = new(new RedactionOptions());

    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["text"] = ["<part>", "<part> <part>", "<part> <part>\n<part> <part>"],
        ["part"] =
        [
            "word", "<word>=<secret>", "<word>: <secret>", "\"<word>\": \"<secret>\"", "<word> is <secret>",
            "https://<word>:<secret>@host.example/<word>?<word>=<secret>&a=b", "Authorization: Bearer <secret>",
            "Authorization: Basic dXNlcjpwYXNzd29yZA==", "Server=db;User Id=sa;Password=<secret>;", "<secret>",
            "Cookie: session=<secret>; a=<secret>", "--password <secret>",
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE<secret>\n-----END RSA PRIVATE KEY-----", "<address>",
        ],
        ["word"] = ["password", "token", "api_key", "secret", "user", "PASSWD", "client-secret", "key", "x", "apiKey", "pwd", "auth"],
        ["secret"] =
        [
            "hunter2hunter2", "AKIAIOSFODNN7EXAMPLE", "ghp_0123456789abcdefghijABCDEFGHIJ012345", "xoxb-123456789012-abcdefghijkl",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlc2lnbmF0dXJl", "<email>", "'a b c'", "\"x\\\"y\"",
            "c2VjcmV0IHRleHQgdGhhdCBpcyBsb25n", "<redacted>", "%68unter2", "4111 1111 1111 1111",
        ],
        ["address"] =
        [
            "a.b+c@example.co.uk", "10.0.0.1", "2001:db8::1", "::ffff:10.0.0.1", "4111-1111-1111-1111", "1.2.3.4.5", "a@b@c",
            "fe80::1%eth0",
        ],
    });

    internal override string Name => "redaction";

    protected override IReadOnlyList<string> Tokens =>

        [
            .. Grammar.Tokens, "=", ":", "://", "@", "&", ";", "\"", "'", "\\", "\n", "password=", "Bearer ", "-----BEGIN ", "<email>",
            "==", ".", "::", "[", "{",
        ];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("text", random));

    /// <summary>A token that is glued to other letters and digits is no token that anybody could tell.</summary>
    private static bool IsApart(string text, int start) =>
        (start == 0 || !(char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '+' or '/' or '=' or '%' or '\\')) &&
        (start + Token.Length == text.Length ||
            !(char.IsLetterOrDigit(text[start + Token.Length]) || text[start + Token.Length] is '_' or '-'));

    internal override string Check(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var clean = Redactor.Redact(text);
        if (clean.Length < LongestKept)
        {
            // Behind a cut the ellipsis is a character like any other.
            Assert.Equal(clean, Redactor.Redact(clean));
        }

        var left = clean.IndexOf(Token, StringComparison.Ordinal);
        Assert.False(left >= 0 && IsApart(clean, left), "A token stayed.");
        return ReferenceEquals(clean, text) ? "clean" : "redacted";
    }
}
