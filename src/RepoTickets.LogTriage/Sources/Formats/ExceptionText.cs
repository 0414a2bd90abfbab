namespace RepoTickets.LogTriage.Sources;

/// <summary>Takes a text such as .NET's <c>Exception.ToString()</c> or a Java trace apart.</summary>
internal static class ExceptionText
{
    private const int LongestType = 256;

    /// <summary>The class in front of the first colon or line end, when it looks like one.</summary>
    internal static string? TypeOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var first = text.AsSpan().TrimStart();
        var end = first.IndexOfAny(':', '\n', '\r');
        var name = (end < 0 ? first : first[..end]).Trim();
        var prefix = name.LastIndexOf(' ');
        name = prefix < 0 ? name : name[(prefix + 1)..];
        return name.Length is > 0 and <= LongestType && IsType(name) ? name.ToString() : null;
    }

    private static bool IsType(ReadOnlySpan<char> name)
    {
        var hasEnding = name.EndsWith("Exception", StringComparison.Ordinal) || name.EndsWith("Error", StringComparison.Ordinal) ||
            name.EndsWith("Fault", StringComparison.Ordinal) || name.IndexOf('.') > 0;
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '_' or '$' or '+' or '`' or '<' or '>'))
            {
                return false;
            }
        }

        return hasEnding && char.IsLetter(name[0]);
    }
}
