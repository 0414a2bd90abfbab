using System.Text;
using System.Text.Json;
using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.Values;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>Makes values, and files for them as people, tools and bad habits lay them out.</summary>
internal sealed class RandomFile(Random random)
{
    private static readonly string[] Keys =
        ["title", "status", "description", "labels", "notes", "owner", "a key", "x-1", "on", "7", "'q", "ключ", "meta", "points"];

    private readonly StringBuilder _builder = new();

    internal static readonly string[] Awkward =
    [
        "", " ", "  lead", "trail ", "no", "On", "YES", "null", "~", "NULL", "true", "1.0", "0123", "0x1F", "0o17", "1e3", "12e4567",
        "61e83410",
        "12:30:45", "1_000", "2024-01-02", "2024-01-02T03:04:05", "=", "<<", "@x", "`x`", "%x", "*x", "&x", "!x", "|", ">", "- x", "-", "?",
        "? x",
        ":", ": x", "a: b", "a:", "a #b", "#b", "[x", "{x", "]", "}", ",", "'", "''", "\"", "\\", "it's", "\"q\" 'q'", ".inf", ".NaN",
        "---", "...",
        "--- x", "y", "n", "Ünï", "日本", "🎉", "a\u00A0b", "a\u0085b", "a\u2028b", "a\u2029b", "\uFEFFx", "x\uFEFF", "\u007F", "\u009F",
        "\0", "\u001b[31m",
        "\uFFFE", "\uFFFF", "\uFFFD", "a\tb", "\ta", "a\t", "a\r\nb", "a\rb", "\n", "\n\n", "a\n", "a\nb", "a\nb\n", "a\n\n", "a\n\nb",
        "\na", " a\nb", "a\n b",
        "a \nb", "a\n \nb", "a\nb ", "a\t\nb", "a\n\tb", "\ta\nb", "# a\n# b", "- a\n- b", "<<<<<<< a\n=======\n>>>>>>> b", "|\n  x",
        "a\u0085\nb", "%YAML\n---\n...",
        "  a\n\n    b\n", "key: |\n  x\n",
    ];

    internal DocumentValue NextScalar() => random.Next(10) switch
    {
        0 => ScalarValue.Null,
        1 => Literal(random.Next(-5, 500).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        2 => Literal(random.Next(2) == 0 ? "true" : "87.5"),
        3 or 4 => Words(Awkward[random.Next(Awkward.Length)]),
        5 => Words("first line\nsecond line" + (random.Next(2) == 0 ? "\n" : string.Empty)),
        _ => Words(string.Join(' ', Enumerable.Range(0, random.Next(1, 6)).Select(_ => NextWord()))),
    };

    internal DocumentValue NextValue(int depth) => random.Next(depth > 2 ? 5 : 10) switch
    {
        5 or 6 => new SequenceValue([.. Enumerable.Range(0, random.Next(4)).Select(_ => NextScalar())]),
        7 or 8 => new SequenceValue([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => NextItem(depth + 1))]),
        9 => NextMapping(depth + 1, 0),
        _ => NextScalar(),
    };

    internal MappingValue NextItem(int depth) => NextMapping(depth, 1).WithFirst("id", Words(random.Next(1 << 30).ToString("x8", null)));

    internal MappingValue NextMapping(int depth, int least)
    {
        var keys = Keys.OrderBy(_ => random.Next()).Take(random.Next(least, depth == 0 ? 9 : 4)).ToArray();
        return Map([.. keys.Select(key => (key, NextValue(depth)))]);
    }

    internal string NextKey() =>
        random.Next(3) == 0
            ? Keys[random.Next(Keys.Length)]
            : "k" + random.Next(1000).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A YAML file by hand: comments, blank lines and odd indentation everywhere they may be.</summary>
    internal string HandWritten(MappingValue root)
    {
        _builder.Clear();
        if (random.Next(4) == 0)
        {
            _builder.Append(random.Next(2) == 0 ? "# head\n---\n" : "---  # start\n# head\n\n");
        }

        WriteMapping(root, 0, isCompact: false);
        _builder.Append(random.Next(6) switch { 0 => "# tail\n", 1 => "\n\n", 2 => "...\n# tail\n", _ => string.Empty });
        return _builder.ToString();
    }

    /// <summary>The same on brackets, on one line or several.</summary>
    internal string Flow(MappingValue root)
    {
        _builder.Clear();
        WriteFlow(root, random.Next(2) == 0 ? "\n  " : " ");
        return _builder.Append('\n').ToString();
    }

    private string NextWord() => new[] { "fix", "the", "parser", "on", "Tuesday", "v1.2", "and/or", "e-mail", "42nd" }[random.Next(9)];

    private void WriteMapping(MappingValue mapping, int column, bool isCompact)
    {
        foreach (var (key, value) in mapping.Entries)
        {
            if (!isCompact)
            {
                WriteNoise(column);
                _builder.Append(' ', column);
            }

            isCompact = false;
            _builder.Append(ScalarText.IsSafePlain(key) && random.Next(5) > 0 ? key : JsonSerializer.Serialize(key)).Append(':');
            WriteValue(value, column, canIndentless: true);
        }
    }

    private void WriteValue(DocumentValue value, int column, bool canIndentless)
    {
        switch (value)
        {
            case MappingValue { Entries.Count: > 0 } mapping when random.Next(4) > 0:
                EndLine();
                WriteMapping(mapping, column + random.Next(1, 6), isCompact: false);
                break;
            case SequenceValue { Items.Count: > 0 } sequence when random.Next(4) > 0:
                EndLine();
                WriteSequence(sequence, column + (canIndentless && random.Next(2) == 0 ? 0 : random.Next(1, 5)));
                break;
            case ScalarValue scalar:
                WriteScalar(scalar, column);
                break;
            default:
                _builder.Append(' ', random.Next(1, 4));
                WriteFlow(value, random.Next(5) == 0 ? "\n" + new string(' ', column + 2) : random.Next(2) == 0 ? " " : string.Empty);
                EndLine();
                break;
        }
    }

    private void WriteSequence(SequenceValue sequence, int column)
    {
        var width = random.Next(3) == 0 ? random.Next(1, 4) : 1;
        foreach (var item in sequence.Items)
        {
            WriteNoise(column);
            _builder.Append(' ', column).Append('-');
            if (item is MappingValue { Entries.Count: > 0 } mapping && random.Next(5) > 0)
            {
                _builder.Append(' ', width);
                WriteMapping(mapping, column + 1 + width, isCompact: true);
            }
            else
            {
                WriteValue(item, column, canIndentless: false);
            }
        }
    }

    private void WriteScalar(ScalarValue scalar, int column)
    {
        var gap = new string(' ', random.Next(4) == 0 ? random.Next(1, 5) : 1);
        var choice = random.Next(8);
        if (scalar.Meaning == ScalarMeaning.Null && choice < 3)
        {
            EndLine();
        }
        else if (LiteralBlock.Suits(scalar, 4) && choice > 1)
        {
            _builder.Append(gap)
                .Append('|')
                .Append(scalar.Text[0] == ' ' ? "4" : string.Empty)
                .Append(scalar.Text[^1] == '\n' ? string.Empty : "-");
            _builder.Append(random.Next(5) == 0 ? " # block" : string.Empty);
            LiteralBlock.AppendLines(_builder, scalar.Text, column + 4, "\n");
            _builder.Append(random.Next(4) == 0 ? "\n\n" : "\n");
        }
        else if (ScalarText.IsSafePlain(scalar.Text) && scalar.Text.Contains(' ', StringComparison.Ordinal) && choice < 4)
        {
            var broken = scalar.Text.Replace(" ", "\n" + new string(' ', column + random.Next(1, 4)), StringComparison.Ordinal);
            _builder.Append(gap).Append(choice switch
            {
                0 => broken,
                1 => $"'{broken}'",
                2 => $"\"{broken}\"",
                _ => $">-\n{new string(' ', column + 2)}{scalar.Text}",
            });
            _builder.Append(choice == 3 ? "\n" : string.Empty);
            if (choice != 3)
            {
                EndLine();
            }
        }
        else
        {
            _builder.Append(gap).Append(
                scalar.Meaning == ScalarMeaning.Text && choice > 5
                    ? DoubleQuoted(scalar.Text)
                    : ScalarText.Yaml(scalar, choice == 4 ? '\'' : '\0'));
            EndLine();
        }
    }

    private void WriteFlow(DocumentValue value, string gap)
    {
        switch (value)
        {
            case MappingValue mapping:
                _builder.Append('{');
                for (var index = 0; index < mapping.Entries.Count; index++)
                {
                    _builder.Append(index > 0 ? "," : string.Empty)
                        .Append(gap)
                        .Append(YamlBlockWriter.Key(mapping.Entries[index].Key))
                        .Append(": ");
                    WriteFlow(mapping.Entries[index].Value, gap);
                }

                _builder.Append(gap.TrimEnd(' ') == "\n" ? gap : string.Empty).Append('}');
                break;
            case SequenceValue sequence:
                _builder.Append('[');
                for (var index = 0; index < sequence.Items.Count; index++)
                {
                    _builder.Append(index > 0 ? "," : string.Empty).Append(gap);
                    WriteFlow(sequence.Items[index], gap);
                }

                _builder.Append(gap.TrimEnd(' ') == "\n" ? gap : string.Empty).Append(']');
                break;
            default:
                _builder.Append(ScalarText.Yaml((ScalarValue)value));
                break;
        }
    }

    private static string DoubleQuoted(string text) => JsonSerializer.Serialize(text);

    private void EndLine() => _builder.Append(random.Next(6) switch { 0 => " # note\n", 1 => "   # it's: [x\n", _ => "\n" });

    private void WriteNoise(int column)
    {
        switch (random.Next(12))
        {
            case 0:
                _builder.Append('\n');
                break;
            case 1:
                _builder.Append(' ', column).Append("# a comment: with - things\n");
                break;
            case 2:
                _builder.Append(' ', random.Next(column + 1)).Append("# shallow\n");
                break;
        }
    }
}
