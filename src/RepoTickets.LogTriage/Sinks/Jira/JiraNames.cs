namespace RepoTickets.LogTriage.Jira;

/// <summary>The grammars of what is put into addresses and queries.</summary>
internal static class JiraNames
{
    internal static bool IsProjectKey(string? key) =>
        key is { Length: >= 2 and <= 50 } && char.IsAsciiLetterUpper(key[0]) && key.All(IsKeyCharacter);

    /// <summary>A ticket's name, such as <c>OPS-17</c>: nothing that could lead to another path.</summary>
    internal static bool IsTicketKey(string? key)
    {
        var dash = key?.LastIndexOf('-') ?? -1;
        return dash > 0
            && IsProjectKey(key![..dash])
            && key.Length - dash is > 1 and <= 12
            && key.AsSpan(dash + 1).IndexOfAnyExceptInRange('0', '9') < 0;
    }

    internal static bool IsFieldName(string name) =>
        name.Length is > 0 and <= 100 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    internal static bool IsLabel(string label) =>
        label.Length is > 0 and <= 255 && !label.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>The label with a hyphen for each blank and control character, cut to what Jira takes.</summary>
    internal static string ToLabel(string text)
    {
        var label = string.Concat(text.Trim().Select(static c => char.IsWhiteSpace(c) || char.IsControl(c) ? '-' : c));
        return label.Length > 255 ? label[..255] : label;
    }

    private static bool IsKeyCharacter(char c) => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_';
}
