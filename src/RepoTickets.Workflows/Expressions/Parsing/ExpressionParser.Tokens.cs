using System.Globalization;
using System.Text;

namespace RepoTickets.Workflows;

internal sealed partial class ExpressionParser
{
    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private WorkflowExpressionException Error(int position, string reason) => new(text, position, reason);

    private void SkipSpace()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
    }

    /// <summary>Takes a sign. One that is the beginning of a longer one is not taken for it.</summary>
    private bool TryTake(string sign)
    {
        SkipSpace();
        if (string.CompareOrdinal(text, _position, sign, 0, sign.Length) != 0 ||
            (sign == "?" && _position + 1 < text.Length && text[_position + 1] == '?'))
        {
            return false;
        }

        _position += sign.Length;
        return true;
    }

    private bool TryTakeWord(string word)
    {
        SkipSpace();
        var end = _position + word.Length;
        if (string.CompareOrdinal(text, _position, word, 0, word.Length) != 0 || (end < text.Length && IsNameCharacter(text[end])))
        {
            return false;
        }

        _position = end;
        return true;
    }

    private string? TryTakeComparison()
    {
        foreach (var sign in (ReadOnlySpan<string>)["==", "!=", "<=", ">=", "<", ">"])
        {
            if (TryTake(sign))
            {
                return sign;
            }
        }

        if (TryTakeWord("in"))
        {
            return "in";
        }

        var start = _position;
        if (TryTakeWord("not") && TryTakeWord("in"))
        {
            return "not in";
        }

        _position = start;
        return null;
    }

    private string TakeName()
    {
        var start = _position;
        while (_position < text.Length && IsNameCharacter(text[_position]))
        {
            _position++;
        }

        return text[start.._position];
    }

    private string TakeQuoted()
    {
        var start = _position;
        var quote = text[_position++];
        var content = new StringBuilder();
        while (_position < text.Length && text[_position] != quote)
        {
            var c = text[_position++];
            content.Append(c == '\\' ? TakeEscape() : c);
        }

        if (_position == text.Length)
        {
            throw Error(start, $"This text is not closed. Add a {quote} at its end; inside it a quote is written \\{quote}.");
        }

        _position++;
        return content.ToString();
    }

    private char TakeEscape()
    {
        var start = _position - 1;
        var c = _position < text.Length ? text[_position++] : '\0';
        switch (c)
        {
            case '\\' or '\'' or '"':
                return c;
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _position + 4 <= text.Length && ushort.TryParse(
                text.AsSpan(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _position += 4;
                return (char)code;
            default:
                throw Error(start, @"After '\' comes one of \ ' "" n r t, or u and four hexadecimal digits. A backslash itself is \\.");
        }
    }

    private string ExplainRest()
    {
        var c = text[_position];
        return c switch
        {
            ')' or ']' => $"This '{c}' closes nothing. Remove it, or open one before.",
            '=' => "A single '=' means nothing here. Values are compared with '=='.",
            '&' or '|' => $"A single '{c}' means nothing here. Conditions are joined with 'and' and 'or'.",
            '{' or '}' => "Braces mean nothing here. '${…}' stands in texts, not in conditions.",
            '\'' or '"' => "An operator is missing before this text, or a quote inside the text before is not written \\' or \\\".",
            _ when IsNameCharacter(c) => "An operator is missing here, for example ==, and, or, in.",
            _ => $"'{DisplayText.Escape(c.ToString())}' is not expected here. A value or an operator is.",
        };
    }
}
