using System.Diagnostics.CodeAnalysis;

namespace RepoTickets;

/// <summary>The form of statuses and priorities: lower-case words joined by hyphens, such as <c>in-progress</c>.</summary>
internal static class NameGrammar
{
    internal const int MaximumLength = 32;

    /// <summary>Null when well-formed, else the reason as a sentence fragment.</summary>
    internal static string? Explain([NotNull] string? text)
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

        if (text[0] == '-' || text[^1] == '-' || text.Contains("--", StringComparison.Ordinal))
        {
            return "has a hyphen that joins nothing";
        }

        foreach (var c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                return "may contain only a-z, 0-9 and hyphens";
            }
        }

        return null;
    }
}
