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
        ["token", "pass", "pw", "pin", "otp", "sig", "signature", "auth", "cookie", "setcookie", "credential", "credentials", "sessionid"];

    /// <summary>What stands behind a colon in sentences about secrets.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "none", "nil", "undefined", "true", "false", "yes", "no", "required", "invalid", "missing", "must", "is", "not", "too",
        "cannot",
        "expired", "incorrect", "wrong", "mismatch", "unknown", "failed", "error", "the", "for", "was", "has", "empty", "blank", "***",
    };

    /// <summary>How surely the name is that of a secret.</summary>
    internal static Certainty Judge(ReadOnlySpan<char> name)
    {
        Span<char> letters = stackalloc char[LongestName];
        var (length, lastWord) = (0, 0);
        foreach (var c in name.Length > LongestName ? name[^LongestName..] : name)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                letters[length++] = char.ToLowerInvariant(c);
            }
            else
            {
                lastWord = length;
            }
        }

        if (length < 2)
        {
            return Certainty.None;
        }

        var text = letters[..length];
        foreach (var ending in Strong)
        {
            // Short endings also end other words, so that they need a separator before them, or nothing.
            if (text.EndsWith(ending) && (ending.Length > 3 || ending == "pwd" || lastWord == length - ending.Length))
            {
                return Certainty.Strong;
            }
        }

        foreach (var word in Weak)
        {
            if (text.SequenceEqual(word) || text[lastWord..].SequenceEqual(word))
            {
                return Certainty.Weak;
            }
        }

        return Certainty.None;
    }

    /// <summary>The name is that of a secret, where nothing but its value can stand beside it.</summary>
    internal static bool NamesSecret(ReadOnlySpan<char> name) => Judge(name) != Certainty.None;

    /// <summary>A value that is none: the words that sentences use.</summary>
    internal static bool IsHarmless(ReadOnlySpan<char> value) =>
        value.Length <= 12 && Harmless.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value);

    /// <summary>How surely a name is that of a secret.</summary>
    internal enum Certainty
    {
        None,
        Weak,
        Strong,
    }
}
