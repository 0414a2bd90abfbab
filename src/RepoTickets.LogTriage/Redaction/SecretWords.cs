using System.Numerics;

namespace RepoTickets.LogTriage.Redaction;

/// <summary>Names whose values are secrets.</summary>
internal static class SecretWords
{
    /// <summary>Names longer than this are judged by their end.</summary>
    private const int LongestName = 64;

    /// <summary>
    /// Compared without case and separators, at the end of a name: <c>DB_PASSWORD</c>, <c>spring.datasource.password</c>.
    /// </summary>
    private static readonly string[] Strong =
    [
        "password", "passwd", "passphrase", "passcode", "pwd", "secret", "secretkey", "apikey", "apitoken", "applicationkey",
        "accesskey", "accesskeyid", "secretaccesskey", "accesstoken", "authtoken", "refreshtoken", "idtoken", "sessiontoken",
        "securitytoken",
        "bearertoken", "csrftoken", "xsrftoken", "clientsecret", "sharedsecret", "signingkey", "encryptionkey", "masterkey", "privatekey",
        "accountkey", "storagekey", "sharedaccesskey", "sharedaccesssignature", "jsessionid", "phpsessid", "authorization",
        "proxyauthorization", "cvv", "cvc",
    ];

    /// <summary>
    /// Words that sentences use as well; their values must look like secrets unless they are assigned by <c>=</c> or in quotes.
    /// </summary>
    private static readonly string[] Weak =
    [
        "token", "bearer", "pass", "pw", "pin", "otp", "sig", "signature", "auth", "cookie", "setcookie", "credential", "credentials",
        "sessionid",
    ];

    /// <summary>What stands behind a colon in sentences about secrets.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "none", "nil", "undefined", "true", "false", "yes", "no", "required", "invalid", "missing", "must", "is", "not", "too",
        "cannot",
        "expired", "incorrect", "wrong", "mismatch", "unknown", "failed", "error", "the", "for", "was", "has", "empty", "blank", "***",
    };

    /// <summary>
    /// The words by their last two letters, the sure ones first: hardly a name that is none has the last letters of one, so that most are
    /// turned away by a single look.
    /// </summary>
    private static readonly (string Word, bool IsStrong)[]?[] ByEnd = Build();

    private static readonly string[] Schemes = ["bearer", "basic", "digest", "token", "negotiate", "ntlm", "apikey", "aws4-hmac-sha256"];

    /// <summary>False when no name that ends with these two ASCII characters names a secret.</summary>
    internal static bool MayEndWith(int beforeLast, int last) => ByEnd[EndOf(beforeLast, last)] is not null;

    /// <summary>How surely the name, in characters or in bytes of UTF-8, is that of a secret.</summary>
    internal static Certainty Judge<T>(ReadOnlySpan<T> name)
        where T : unmanaged, IBinaryInteger<T>
    {
        Span<char> letters = stackalloc char[LongestName];
        var (length, lastWord) = (0, 0);
        foreach (var unit in name.Length > LongestName ? name[^LongestName..] : name)
        {
            var c = (char)ushort.CreateTruncating(unit);
            if (char.IsAsciiLetterOrDigit(c))
            {
                letters[length++] = char.ToLowerInvariant(c);
            }
            else
            {
                lastWord = length;
            }
        }

        if (length < 2 || ByEnd[EndOf(letters[length - 2], letters[length - 1])] is not { } candidates)
        {
            return Certainty.None;
        }

        var text = letters[..length];
        foreach (var (word, isStrong) in candidates)
        {
            if (isStrong
                // Short endings also end other words, so that they need a separator before them, or nothing.
                ? text.EndsWith(word) && (word.Length > 3 || word == "pwd" || lastWord == length - word.Length)
                : text.SequenceEqual(word) || text[lastWord..].SequenceEqual(word))
            {
                return isStrong ? Certainty.Strong : Certainty.Weak;
            }
        }

        return Certainty.None;
    }

    /// <summary>The word says how a header authorises; what does so stands behind it.</summary>
    internal static bool IsScheme(ReadOnlySpan<char> word)
    {
        foreach (var scheme in Schemes)
        {
            if (word.Equals(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name is that of a secret, where nothing but its value can stand beside it.</summary>
    internal static bool NamesSecret<T>(ReadOnlySpan<T> name)
        where T : unmanaged, IBinaryInteger<T> => Judge(name) != Certainty.None;

    /// <summary>A value that is none: the words that sentences use.</summary>
    internal static bool IsHarmless(ReadOnlySpan<char> value) =>
        value.Length <= 12 && Harmless.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value);

    private static int EndOf(int beforeLast, int last) => ((beforeLast & 31) << 5) | (last & 31);

    private static (string Word, bool IsStrong)[]?[] Build()
    {
        var table = new (string, bool)[]?[1024];
        foreach (var (word, isStrong) in Strong.Select(static word => (word, true)).Concat(Weak.Select(static word => (word, false))))
        {
            var end = EndOf(word[^2], word[^1]);
            table[end] = [.. table[end] ?? [], (word, isStrong)];
        }

        return table;
    }

    /// <summary>How surely a name is that of a secret.</summary>
    internal enum Certainty
    {
        None,
        Weak,
        Strong,
    }
}
