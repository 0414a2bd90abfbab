namespace RepoTickets.CommandLine.Reports.Readme;

/// <summary>A line of a Markdown file, by its place in the bytes; the line end does not belong to it.</summary>
internal readonly record struct MarkdownLine(int Number, int Start, int End)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The lines that are not in a fenced block of code: what stands there is an example.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="openFence">The line of a fence that nothing closes, so that all below it is code; null when there is none.</param>
    internal static IReadOnlyList<MarkdownLine> OutsideOfCode(byte[] file, out int? openFence)
    {
        var outside = new List<MarkdownLine>();
        (byte Mark, int Length)? fence = null;
        openFence = null;
        foreach (var line in All(file))
        {
            var run = FenceOf(file.AsSpan(line.Start, line.End - line.Start));
            if (fence is { } open)
            {
                if (run is { } closing && closing.Mark == open.Mark && closing.Length >= open.Length && closing.IsBare)
                {
                    fence = null;
                    openFence = null;
                }
            }
            else if (run is { } opening)
            {
                fence = (opening.Mark, opening.Length);
                openFence = line.Number;
            }
            else
            {
                outside.Add(line);
            }
        }

        return outside;
    }

    /// <summary>The line is this text; blanks at its end do not count.</summary>
    internal bool Is(byte[] file, ReadOnlySpan<byte> text) => file.AsSpan(Start, End - Start).TrimEnd(" \t\r"u8).SequenceEqual(text);

    private static IEnumerable<MarkdownLine> All(byte[] file)
    {
        var start = file.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        for (var number = 1; start < file.Length; number++)
        {
            var feed = Array.IndexOf(file, (byte)'\n', start);
            var next = feed < 0 ? file.Length : feed + 1;
            var end = feed < 0 ? file.Length : feed > start && file[feed - 1] == (byte)'\r' ? feed - 1 : feed;
            yield return new(number, start, end);
            start = next;
        }
    }

    private static (byte Mark, int Length, bool IsBare)? FenceOf(ReadOnlySpan<byte> line)
    {
        var text = line.TrimStart((byte)' ');
        if (line.Length - text.Length > 3 || text.Length < 3 || text[0] is not ((byte)'`' or (byte)'~'))
        {
            return null;
        }

        var rest = text.TrimStart(text[0]);
        var length = text.Length - rest.Length;

        // After back-ticks that open a block, no further one may stand in the line: it would be code within a line.
        return length < 3 || (text[0] == (byte)'`' && rest.Contains((byte)'`')) ? null : (text[0], length, rest.TrimEnd(" \t\r"u8).IsEmpty);
    }
}
