namespace RepoTickets;

/// <summary>
/// How a file refers to a key without holding it: <c>secret:NAME</c>. Names are 1 to 128 characters of A-Z, a-z, 0-9, dot, underscore,
/// slash and hyphen, so that they fit environment variables, files and vaults, and so that a key in clear text is hardly taken for a name.
/// </summary>
public static class SecretName
{
    /// <summary>What stands before the name in files.</summary>
    public const string Prefix = "secret:";

    /// <summary>The longest name: 128 characters.</summary>
    public const int MaximumLength = 128;

    /// <summary>The text is a name.</summary>
    public static bool IsWellFormed(string? name) =>
        name is { Length: > 0 and <= MaximumLength } && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '/' or '-');
}
