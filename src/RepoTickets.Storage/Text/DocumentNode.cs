namespace RepoTickets.Storage.Text;

/// <summary>
/// What was read from a YAML or JSON file, with the place of everything. Offsets are characters of the decoded text (without byte order
/// mark), lines and columns count from 1.
/// </summary>
internal abstract class DocumentNode(int start, int end, int line, int column)
{
    /// <summary>The first character of the node.</summary>
    internal int Start { get; } = start;

    /// <summary>
    /// Just behind the last character that belongs to the node; never a comment or blank line behind it. It lies before the line break of
    /// the node's last line, also for block scalars (a <c>|+</c> keeps its blank lines, so they belong to it).
    /// </summary>
    internal int End { get; } = end;

    internal int Line { get; } = line;

    internal int Column { get; } = column;
}

/// <summary>A scalar by its raw text: whether <c>61e83410</c> is a number is for the reader of the field to say, never for YAML.</summary>
internal sealed class ScalarNode(string text, bool isPlain, int start, int end, int line, int column)
    : DocumentNode(start, end, line, column)
{
    internal string Text { get; } = text;

    /// <summary>Written without quotes (in JSON: a number, <c>true</c>, <c>false</c> or <c>null</c>).</summary>
    internal bool IsPlain { get; } = isPlain;

    /// <summary>Plain and empty, <c>~</c> or <c>null</c> in its three spellings.</summary>
    internal bool IsNull { get; } = isPlain && text is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A list.</summary>
internal sealed class SequenceNode(IReadOnlyList<DocumentNode> items, bool isFlow, int start, int end, int line, int column)
    : DocumentNode(start, end, line, column)
{
    internal IReadOnlyList<DocumentNode> Items { get; } = items;

    /// <summary>Written with brackets.</summary>
    internal bool IsFlow { get; } = isFlow;
}

/// <summary>A mapping; keys are scalars and unique.</summary>
internal sealed class MappingNode(IReadOnlyList<MappingEntry> entries, bool isFlow, int start, int end, int line, int column)
    : DocumentNode(start, end, line, column)
{
    internal IReadOnlyList<MappingEntry> Entries { get; } = entries;

    /// <summary>Written with braces.</summary>
    internal bool IsFlow { get; } = isFlow;

    internal DocumentNode? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Text == key)
            {
                return entry.Value;
            }
        }

        return null;
    }
}

internal sealed record MappingEntry(ScalarNode Key, DocumentNode Value);
