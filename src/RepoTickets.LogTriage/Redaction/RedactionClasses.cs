namespace RepoTickets.LogTriage;

/// <summary>What is redacted.</summary>
[Flags]
public enum RedactionClasses
{
    /// <summary>Nothing but the user's own patterns.</summary>
    None = 0,

    /// <summary>E-mail addresses: <c>&lt;email&gt;</c>.</summary>
    Email = 1,

    /// <summary>User and password in an address: <c>&lt;credentials&gt;</c>.</summary>
    UrlCredentials = 2,

    /// <summary>
    /// Tokens behind <c>Bearer</c>, <c>Basic</c> and the like, JSON web tokens, headers that authorise, and cookies: <c>&lt;token&gt;</c>.
    /// </summary>
    Tokens = 4,

    /// <summary>Keys of known providers: <c>&lt;key&gt;</c>.</summary>
    Keys = 8,

    /// <summary>What is assigned to a name such as <c>password</c> or <c>client_secret</c>: <c>&lt;secret&gt;</c>.</summary>
    Assignments = 16,

    /// <summary>Blocks of private keys: <c>&lt;private-key&gt;</c>.</summary>
    PrivateKeys = 32,

    /// <summary>IP addresses of both versions: <c>&lt;ip&gt;</c>.</summary>
    IpAddresses = 64,

    /// <summary>Numbers of payment cards with a right check digit: <c>&lt;card&gt;</c>.</summary>
    CardNumbers = 128,

    /// <summary>Base64 text that holds something to redact: <c>&lt;encoded&gt;</c>.</summary>
    Encoded = 256,

    /// <summary>All of these.</summary>
    All = 511,
}
