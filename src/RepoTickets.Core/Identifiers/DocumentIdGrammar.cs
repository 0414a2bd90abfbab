using System.Diagnostics.CodeAnalysis;

namespace RepoTickets;

/// <summary>
/// The wall between text from files and paths on disk: nothing that fails here is ever joined to a folder. ASCII only, so that no
/// normalisation form and no direction mark can make two names look alike; upper case only, so that no two differ by case alone.
/// </summary>
internal static class DocumentIdGrammar
{
    internal const int MaximumLength = 64;
    internal const char PlaceholderMark = '?';

    // Names that Windows resolves to devices whatever their extension; a clone there would fail to check out.
    private static readonly HashSet<string> DeviceNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>Null when well-formed, else the reason as a sentence fragment ("is empty", "contains …").</summary>
    internal static string? Explain([NotNull] string? text, bool relaxed)
    {
        if (string.IsNullOrEmpty(text))
        {
            text ??= "";
            return "is empty";
        }

        if (text.Length > MaximumLength)
        {
            return $"is {text.Length} characters long; at most {MaximumLength} are allowed";
        }

        if (text[0] == '-')
        {
            return "starts with a hyphen";
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (!IsAllowed(text[i], relaxed))
            {
                return $"contains {Describe(text[i])} at position {i + 1}; allowed are A-Z, 0-9 and the hyphen";
            }
        }

        return DeviceNames.Contains(text) ? "is the name of a device on Windows" : null;
    }

    // Backlog identifiers were never validated by the ancestor: letters of any script and underscores exist in real repositories.
    private static bool IsAllowed(char c, bool relaxed) =>
        c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' || (relaxed && (char.IsLetterOrDigit(c) || c == '_'));

    private static string Describe(char c) => char.IsControl(c) || char.IsSurrogate(c) || c > 0x7e ? $"U+{(int)c:X4}" : $"'{c}'";
}
