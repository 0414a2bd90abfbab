namespace RepoTickets.CommandLine.Importing.Markdown;

/// <summary>
/// The comments of a task: <c>author:</c> and <c>created:</c>, then the text between lines of dashes or, in older files, after an empty
/// line.
/// </summary>
internal static class TaskComments
{
    private const string Delimiter = "---";
    private const string Begin = "<!-- COMMENT:BEGIN -->";
    private const string End = "<!-- COMMENT:END -->";

    /// <summary>The comments; null when the text is not of either form throughout, so that nothing of it is dropped.</summary>
    internal static List<ForeignComment>? Read(string text) =>
        text.Contains(Begin, StringComparison.Ordinal) ? Blocks(text) : Delimited(text);

    private static List<ForeignComment>? Blocks(string text)
    {
        var comments = new List<ForeignComment>();
        foreach (var block in text.Split(Begin, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = block.Split("\n\n", 2);
            if (!block.EndsWith(End, StringComparison.Ordinal) || parts.Length < 2)
            {
                return null;
            }

            // What is no head is the first paragraph of the text.
            comments.Add(Of(parts[0].Split('\n'), parts[1][..^End.Length]) ?? new("", block[..^End.Length].Trim(), null));
        }

        return comments;
    }

    private static List<ForeignComment>? Delimited(string text)
    {
        var parts = new List<List<string>> { new() };
        foreach (var line in text.Split('\n'))
        {
            if (line.Trim() == Delimiter)
            {
                parts.Add([]);
            }
            else
            {
                parts[^1].Add(line);
            }
        }

        // Each comment has a head and a text, and nothing stands after the last.
        if (parts.Count % 2 == 0 || parts[^1].Exists(static line => line.Trim().Length > 0))
        {
            return null;
        }

        var comments = Enumerable.Range(0, parts.Count / 2)
            .Select(index => Of(parts[index * 2], string.Join('\n', parts[(index * 2) + 1])))
            .ToList();
        return comments.Contains(null) ? null : [.. comments.OfType<ForeignComment>()];
    }

    /// <summary>The comment; null when the head has anything but one author and one time, for that would be dropped.</summary>
    private static ForeignComment? Of(IEnumerable<string> head, string text)
    {
        string? author = null;
        DateTimeOffset? created = null;
        foreach (var line in head.Select(static line => line.Trim()).Where(static line => line.Length > 0))
        {
            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts is ["author", var name] && author is null)
            {
                author = name;
            }
            else if (parts is ["created", var time] && created is null && ForeignTime.ReadDayFirst(time) is { } at)
            {
                created = at;
            }
            else
            {
                return null;
            }
        }

        return new(author ?? "", text.Trim(), created);
    }
}
