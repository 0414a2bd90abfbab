using System.Text;
using System.Text.Json.Nodes;

namespace RepoTickets.LogTriage.Jira.Adf;

/// <summary>
/// Reads what stands inside a paragraph: code, emphasis, links, addresses, breaks. Each character is looked at a bounded number of times,
/// whatever the text. Marks without a partner are text.
/// </summary>
internal sealed class MarkdownInlines
{
    private const int MaximumLabelLength = 1_000;

    private readonly string _text;
    private readonly List<InlinePiece> _pieces = [];
    private readonly StringBuilder _plain = new();

    /// <summary>Lengths of runs of backticks that certainly do not occur again, so that each is looked for in vain only once.</summary>
    private readonly HashSet<int> _runsThatEnd = [];

    private int _at;

    private MarkdownInlines(string text) => _text = text;

    /// <summary>The nodes of a text; none for a blank one.</summary>
    /// <param name="text">The text; its line ends become breaks.</param>
    /// <param name="mark">A mark that all of it gets; null for none.</param>
    internal static List<JsonObject> Read(string text, string? mark = null)
    {
        var reader = new MarkdownInlines(text.Trim());
        reader.ReadPieces();
        EmphasisPairs.Match(reader._pieces);
        return Build(reader._pieces, mark);
    }

    private static List<JsonObject> Build(List<InlinePiece> pieces, string? mark)
    {
        var nodes = new List<JsonObject>();
        var marks = new List<string>();
        if (mark is not null)
        {
            marks.Add(mark);
        }

        foreach (var piece in pieces)
        {
            if (piece.Mark is { } name && piece.Change > 0)
            {
                marks.Add(name);
            }
            else if (piece.Mark is { } end && piece.Change < 0)
            {
                marks.RemoveAt(marks.LastIndexOf(end));
            }
            else if (piece.Text.Length > 0 || piece.IsBreak)
            {
                nodes.Add(piece.ToNode(marks.Distinct().ToList()));
            }
        }

        return nodes;
    }

    private void ReadPieces()
    {
        while (_at < _text.Length)
        {
            var c = _text[_at];
            var isDone = c switch
            {
                '\\' => ReadEscape(),
                '\n' => ReadBreak(),
                '`' => ReadCode(),
                '*' or '_' or '~' => ReadRun(c),
                '[' => ReadLink(_at),
                '!' when _at + 1 < _text.Length && _text[_at + 1] == '[' => ReadLink(_at + 1),
                '<' => ReadAngles(),
                'h' or 'H' => ReadAddress(),
                _ => false,
            };
            if (!isDone)
            {
                _plain.Append(c);
                _at++;
            }
        }

        Flush();
    }

    private void Flush()
    {
        if (_plain.Length > 0)
        {
            _pieces.Add(new() { Text = _plain.ToString() });
            _plain.Clear();
        }
    }

    private void Add(InlinePiece piece, int next)
    {
        Flush();
        _pieces.Add(piece);
        _at = next;
    }

    private bool ReadEscape()
    {
        var next = _at + 1 < _text.Length ? _text[_at + 1] : ' ';
        if (!char.IsAscii(next) || !(char.IsPunctuation(next) || char.IsSymbol(next)))
        {
            if (next == '\n')
            {
                _at++;
                return true;
            }

            return false;
        }

        _plain.Append(_text[_at + 1]);
        _at += 2;
        return true;
    }

    private bool ReadBreak()
    {
        while (_plain.Length > 0 && _plain[^1] is ' ' or '\t')
        {
            _plain.Length--;
        }

        Add(new() { Text = "", IsBreak = true }, _at + 1);
        return true;
    }

    private bool ReadCode()
    {
        var length = RunLength('`');
        var end = _runsThatEnd.Contains(length) ? -1 : FindRun(_at + length, length);
        if (end < 0)
        {
            _runsThatEnd.Add(length);
            _plain.Append('`', length);
            _at += length;
            return true;
        }

        var code = _text[(_at + length)..end].Replace('\n', ' ');
        if (code.Length > 2 && code[0] == ' ' && code[^1] == ' ' && !string.IsNullOrWhiteSpace(code))
        {
            code = code[1..^1];
        }

        Add(new() { Text = code, IsCode = true }, end + length);
        return true;
    }

    private int RunLength(char mark)
    {
        var end = _at;
        while (end < _text.Length && _text[end] == mark)
        {
            end++;
        }

        return end - _at;
    }

    private int FindRun(int from, int length)
    {
        for (var i = _text.IndexOf('`', from); i >= 0; i = _text.IndexOf('`', i))
        {
            var end = i;
            while (end < _text.Length && _text[end] == '`')
            {
                end++;
            }

            if (end - i == length)
            {
                return i;
            }

            i = end;
            if (i >= _text.Length)
            {
                break;
            }
        }

        return -1;
    }

    /// <summary>Runs of one to three marks; whether they begin or end anything shows when all are known.</summary>
    private bool ReadRun(char mark)
    {
        var length = RunLength(mark);
        var before = _at == 0 ? ' ' : _text[_at - 1];
        var after = _at + length >= _text.Length ? ' ' : _text[_at + length];
        var opens = !char.IsWhiteSpace(after) && !(mark == '_' && char.IsLetterOrDigit(before));
        var closes = !char.IsWhiteSpace(before) && !(mark == '_' && char.IsLetterOrDigit(after));
        var fits = mark == '~' ? length == 2 : length <= 3;
        if (!fits || !(opens || closes))
        {
            _plain.Append(mark, length);
            _at += length;
            return true;
        }

        Flush();
        foreach (var part in EmphasisPairs.Split(mark, length, opens, closes))
        {
            _pieces.Add(part);
        }

        _at += length;
        return true;
    }

    /// <summary><c>[text](address)</c>, and for an image, which Jira would want uploaded, the same.</summary>
    private bool ReadLink(int bracket)
    {
        var close = _text.AsSpan(bracket + 1, Math.Min(MaximumLabelLength, _text.Length - bracket - 1)).IndexOfAny(']', '[');
        if (close < 0 || _text[bracket + 1 + close] == '[')
        {
            return false;
        }

        var end = bracket + 1 + close;
        if (end + 1 >= _text.Length || _text[end + 1] != '(')
        {
            return false;
        }

        var stop = LinkAddress.EndOfTarget(_text, end + 2);
        if (stop < 0 || LinkAddress.Target(_text[(end + 2)..stop]) is not { } address)
        {
            return false;
        }

        var label = MarkdownLabel(_text[(bracket + 1)..end]);
        Add(new() { Text = label.Length == 0 ? address : label, Link = address }, stop + 1);
        return true;
    }

    private static string MarkdownLabel(string label) =>
        label.Replace("**", "", StringComparison.Ordinal)
            .Replace("`", "", StringComparison.Ordinal)
            .Replace("\\", "", StringComparison.Ordinal)
            .Replace('\n', ' ').Trim();

    private bool ReadAngles()
    {
        var length = _text.AsSpan(_at + 1, Math.Min(AdfLimits.MaximumLinkLength, _text.Length - _at - 1)).IndexOfAny('>', ' ', '\n');
        if (length <= 0 || _text[_at + 1 + length] != '>' || LinkAddress.Check(_text.Substring(_at + 1, length)) is not { } address)
        {
            return false;
        }

        Add(new() { Text = _text.Substring(_at + 1, length), Link = address }, _at + length + 2);
        return true;
    }

    private bool ReadAddress()
    {
        if (_at > 0 && char.IsLetterOrDigit(_text[_at - 1]))
        {
            return false;
        }

        var end = LinkAddress.EndOfBareAddress(_text, _at);
        if (end < 0 || LinkAddress.Check(_text[_at..end]) is not { } address)
        {
            return false;
        }

        Add(new() { Text = _text[_at..end], Link = address }, end);
        return true;
    }
}
