namespace RepoTickets.Workflows;

/// <summary>The forms of names. Each method tells what is wrong, as the end of a sentence, or null.</summary>
internal static class DefinitionNames
{
    internal const int MaximumLength = 64;

    /// <summary>Of definitions and steps: they stand in file names, diagrams and expressions.</summary>
    internal static string? ExplainId(string? id)
    {
        if (string.IsNullOrEmpty(id))
        {
            return "is empty";
        }

        if (id.Length > MaximumLength)
        {
            return $"is longer than {MaximumLength} characters";
        }

        if (id.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
        {
            return "has other characters than a-z, 0-9 and hyphens";
        }

        return id[0] == '-' || id[^1] == '-' || id.Contains("--", StringComparison.Ordinal)
            ? "has a hyphen at an end or two in a row"
            : null;
    }

    /// <summary>Of parameters and inputs: expressions use them without quotes.</summary>
    internal static string? ExplainVariable(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "is empty";
        }

        if (name.Length > MaximumLength)
        {
            return $"is longer than {MaximumLength} characters";
        }

        return !char.IsAsciiLetter(name[0]) || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_')
            ? "is not a letter followed by letters, digits and underscores"
            : null;
    }

    /// <summary>Of task types, code, events and people: one line that can be seen.</summary>
    internal static string? ExplainLine(string? text, int maximumLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "is empty";
        }

        if (text.Length > maximumLength)
        {
            return $"is longer than {maximumLength} characters";
        }

        if (text.Any(char.IsControl))
        {
            return "has a line break or another control character";
        }

        return char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? "begins or ends with a blank" : null;
    }
}
