namespace RepoTickets.LogTriage.Layouts;

/// <summary>Tells the lines that go on with a record from those that begin one.</summary>
internal static class TraceLines
{
    private static readonly string[] Beginnings =
    [
        "at ", "Caused by: ", "Suppressed: ", "... ", "Traceback (most recent call last)", "During handling of the above exception",
        "The above exception was the direct cause", "--- End of ", "---> ", "goroutine ", "created by ", "File \"", "exit status ", "[signal ",
    ];

    /// <summary>The line goes on with the record before it, whatever that was.</summary>
    internal static bool Continues(ReadOnlySpan<char> line) =>
        line.Length > 0 && (line[0] is ' ' or '\t' or '}' or ')' || StartsWithAny(line));

    /// <summary>The line belongs to a stack trace.</summary>
    internal static bool IsTrace(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        return StartsWithAny(line) || TypeOf(line).Length > 0;
    }

    /// <summary>The type of an exception at the start of "type: message"; empty when there is none.</summary>
    internal static ReadOnlySpan<char> TypeOf(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        foreach (var prefix in (ReadOnlySpan<string>)["Caused by: ", "---> ", "Exception in thread \"main\" ", "Unhandled exception. ", "Uncaught "])
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal))
            {
                line = line[prefix.Length..];
            }
        }

        var end = line.IndexOfAny(':', ' ', '(');
        var name = end < 0 ? line : line[..end];
        var simple = name[(name.LastIndexOf('.') + 1)..];
        var isType = name.Length is > 4 and < 160 && char.IsAsciiLetterUpper(simple.IsEmpty ? ' ' : simple[0]) &&
            (simple.EndsWith("Exception", StringComparison.Ordinal) || simple.EndsWith("Error", StringComparison.Ordinal)) &&
            (end < 0 || line[end] is ':' or '(' || name.Length != simple.Length || end == line.Length);
        foreach (var character in name)
        {
            isType &= char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '$' or '+' or '`';
        }

        return isType ? name : [];
    }

    private static bool StartsWithAny(ReadOnlySpan<char> line)
    {
        foreach (var beginning in Beginnings)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
