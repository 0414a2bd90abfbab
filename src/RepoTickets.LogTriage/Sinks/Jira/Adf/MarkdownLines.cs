namespace RepoTickets.LogTriage.Jira.Adf;

/// <summary>Tells what a line of Markdown begins. All methods look at each character at most a few times.</summary>
internal static class MarkdownLines
{
    internal static bool IsBlank(string line) => line.AsSpan().Trim().IsEmpty;

    /// <summary>The columns of blank space at the beginning; a tab leads to the next multiple of four.</summary>
    internal static int Indent(string line)
    {
        var columns = 0;
        foreach (var c in line)
        {
            if (c == ' ')
            {
                columns++;
            }
            else if (c == '\t')
            {
                columns += 4 - (columns % 4);
            }
            else
            {
                break;
            }
        }

        return columns;
    }

    /// <summary>The line without so many columns of blank space, as far as it has them.</summary>
    internal static string Outdent(string line, int columns)
    {
        var i = 0;
        var gone = 0;
        while (i < line.Length && gone < columns && line[i] is ' ' or '\t')
        {
            gone += line[i] == ' ' ? 1 : 4 - (gone % 4);
            i++;
        }

        return gone > columns ? new string(' ', gone - columns) + line[i..] : line[i..];
    }

    /// <summary>The level of a heading, 1 to 6, and its text; 0 when it is none.</summary>
    internal static int Heading(string line, out string text)
    {
        var body = line.Trim();
        var level = 0;
        while (level < body.Length && body[level] == '#')
        {
            level++;
        }

        if (level is 0 or > 6 || (level < body.Length && body[level] is not (' ' or '\t')))
        {
            text = "";
            return 0;
        }

        text = body[level..].Trim();
        var end = text.TrimEnd('#');
        text = end.Length == 0 || end.EndsWith(' ') ? end.TrimEnd() : text;
        return level;
    }

    /// <summary>Three or more of one of <c>- * _</c>, with or without blanks between.</summary>
    internal static bool IsRule(string line)
    {
        var mark = '\0';
        var count = 0;
        foreach (var c in line)
        {
            if (c is ' ' or '\t')
            {
                continue;
            }

            if (c is not ('-' or '*' or '_') || (mark != '\0' && c != mark))
            {
                return false;
            }

            mark = c;
            count++;
        }

        return count >= 3;
    }

    /// <summary>A fence of a code block: its character, its length and what stands behind it.</summary>
    internal static bool IsFence(string line, out char mark, out int length, out string information)
    {
        var body = line.Trim();
        mark = body.Length > 0 ? body[0] : '\0';
        length = 0;
        information = "";
        if (mark is not ('`' or '~'))
        {
            return false;
        }

        while (length < body.Length && body[length] == mark)
        {
            length++;
        }

        information = body[length..].Trim();
        return length >= 3 && !(mark == '`' && information.Contains('`', StringComparison.Ordinal));
    }

    /// <summary>An item of a list: where its text begins, in columns, and its number, or -1 for a bullet.</summary>
    internal static bool IsItem(string line, out int content, out int number)
    {
        var indent = Indent(line);
        var body = line.AsSpan().TrimStart();
        number = -1;
        content = 0;
        int mark;
        if (body.Length > 0 && body[0] is '-' or '*' or '+' or '•')
        {
            mark = 1;
        }
        else
        {
            var digits = 0;
            while (digits < body.Length && digits < 9 && char.IsAsciiDigit(body[digits]))
            {
                digits++;
            }

            if (digits == 0 || digits >= body.Length || body[digits] is not ('.' or ')'))
            {
                return false;
            }

            number = int.Parse(body[..digits], System.Globalization.CultureInfo.InvariantCulture);
            mark = digits + 1;
        }

        if (mark < body.Length && body[mark] is not (' ' or '\t'))
        {
            return false;
        }

        var blanks = 0;
        while (mark + blanks < body.Length && body[mark + blanks] is ' ' or '\t')
        {
            blanks++;
        }

        content = indent + mark + (blanks is 0 or > 4 || mark + blanks == body.Length ? 1 : blanks);
        return true;
    }

    /// <summary>The line under the head of a table.</summary>
    internal static bool IsTableRule(string line)
    {
        var hasDash = false;
        var hasBar = false;
        foreach (var c in line)
        {
            hasDash |= c == '-';
            hasBar |= c == '|';
            if (c is not ('-' or '|' or ':' or ' ' or '\t'))
            {
                return false;
            }
        }

        return hasDash && hasBar;
    }

    /// <summary>The cells of a row; <c>\|</c> is no border, nor is a bar in code.</summary>
    internal static List<string> Cells(string line)
    {
        var body = line.Trim();
        var cells = new List<string>();
        var start = body.StartsWith('|') ? 1 : 0;
        var isCode = false;
        for (var i = start; i < body.Length; i++)
        {
            if (body[i] == '\\')
            {
                i++;
            }
            else if (body[i] == '`')
            {
                isCode = !isCode;
            }
            else if (body[i] == '|' && !isCode)
            {
                cells.Add(body[start..i].Trim());
                start = i + 1;
            }
        }

        if (start < body.Length)
        {
            cells.Add(body[start..].Trim());
        }

        return cells;
    }
}
