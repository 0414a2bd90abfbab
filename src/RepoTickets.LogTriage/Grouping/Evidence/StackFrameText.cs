namespace RepoTickets.LogTriage.Grouping.Evidence;

/// <summary>Finds method and file in the line of a frame.</summary>
internal static class StackFrameText
{
    internal static FrameText Parse(ReadOnlySpan<byte> trace, int start, int end, bool isGo)
    {
        var line = trace[start..end];
        if (isGo)
        {
            var arguments = line.LastIndexOf((byte)'(');
            return arguments <= 0 ? default : new() { Method = start..(start + arguments) };
        }

        if (line.StartsWith("File \""u8))
        {
            return Python(line, start);
        }

        var bracket = line.IndexOf((byte)'(');
        if (bracket > 0 && line[bracket - 1] == ' ' && line.EndsWith(")"u8))
        {
            return JavaScript(line, start, bracket);
        }

        if (bracket > 0)
        {
            return JavaOrDotNet(line, start, bracket);
        }

        // JavaScript without a function: a place alone.
        var file = line[..WithoutNumbers(line)];
        return file.IsEmpty ? default : new() { File = start..(start + file.Length) };
    }

    private static FrameText Python(ReadOnlySpan<byte> line, int start)
    {
        const int open = 6;
        var close = line[open..].IndexOf((byte)'"');
        if (close < 0)
        {
            return default;
        }

        var name = line.IndexOf(", in "u8);
        return new()
        {
            File = (start + open)..(start + open + close),
            Method = name < 0 ? default : (start + name + 5)..(start + line.Length),
        };
    }

    private static FrameText JavaScript(ReadOnlySpan<byte> line, int start, int bracket)
    {
        var from = 0;
        if (line.StartsWith("async "u8))
        {
            from = 6;
        }

        if (line[from..].StartsWith("new "u8))
        {
            from += 4;
        }

        var alias = line[..bracket].IndexOf(" [as "u8);
        var methodEnd = alias > from ? alias : bracket - 1;
        var place = line[(bracket + 1)..^1];
        return new()
        {
            Method = (start + Math.Min(from, methodEnd))..(start + methodEnd),
            File = (start + bracket + 1)..(start + bracket + 1 + WithoutNumbers(place)),
        };
    }

    private static FrameText JavaOrDotNet(ReadOnlySpan<byte> line, int start, int bracket)
    {
        var method = line[..bracket];
        var slash = method.LastIndexOf((byte)'/');
        var frame = new FrameText { Method = (start + slash + 1)..(start + bracket) };
        var place = line.IndexOf(") in "u8);
        if (place > 0)
        {
            // .NET: the file follows the arguments.
            var file = line[(place + 5)..];
            var number = file.LastIndexOf(":line "u8);
            frame.File = (start + place + 5)..(start + place + 5 + (number < 0 ? file.Length : number));
            return frame;
        }

        var inside = line[(bracket + 1)..];
        var close = inside.IndexOf((byte)')');
        inside = close < 0 ? inside : inside[..close];
        var colon = inside.IndexOf((byte)':');
        if (colon > 0 && inside[..colon].Contains((byte)'.'))
        {
            frame.File = (start + bracket + 1)..(start + bracket + 1 + colon);
        }

        return frame;
    }

    /// <summary>The length of a place without the line and column at its end.</summary>
    private static int WithoutNumbers(ReadOnlySpan<byte> place)
    {
        var end = place.Length;
        while (end > 0 && (char.IsAsciiDigit((char)place[end - 1]) || place[end - 1] == ':'))
        {
            end--;
        }

        return end;
    }
}
