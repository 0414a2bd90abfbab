using System.Globalization;
using System.Text;

namespace RepoTickets.Workflows;

/// <summary>
/// Builds a YAML text in block style. A text stands without quotes only where no reader can take it for anything else, in literal style
/// when it has several plain lines, and in double quotes otherwise.
/// </summary>
internal sealed class YamlText
{
    private readonly StringBuilder _text = new();
    private string _indent = "";
    private string? _firstIndent;

    /// <summary>A mapping under a key; dispose of the result at its end.</summary>
    internal IDisposable Open(string key)
    {
        Begin(key).Append('\n');
        return new Level(this, "  ");
    }

    /// <summary>A mapping as an item of a list under a key.</summary>
    internal IDisposable OpenItem()
    {
        _firstIndent = $"{_indent}- ";
        return new Level(this, "  ");
    }

    /// <summary>A value that is written as it is.</summary>
    internal void Plain(string key, string value) => Begin(key).Append(' ').Append(value).Append('\n');

    /// <summary>A text.</summary>
    internal void Text(string key, string text)
    {
        if (IsLiteral(text))
        {
            var isEnded = text[^1] == '\n';
            Begin(key).Append(isEnded ? " |\n" : " |-\n");
            foreach (var line in (isEnded ? text[..^1] : text).Split('\n'))
            {
                _text.Append(line.Length == 0 ? "" : $"{_indent}  ").Append(line).Append('\n');
            }

            return;
        }

        Plain(key, IsPlain(text) ? text : Quote(text));
    }

    public override string ToString() => _text.ToString();

    internal static string Key(string name) => IsWord(name) ? name : Quote(name);

    /// <summary>A list of names in one line.</summary>
    internal static string Flow(ValueList<string> names) =>
        $"[{string.Join(", ", names.Select(name => IsWord(name) ? name : Quote(name)))}]";

    /// <summary>A value in one line; texts in quotes, so that nothing is taken for another kind.</summary>
    internal static string Flow(WorkflowValue value) => value.Kind switch
    {
        WorkflowValueKind.Null => "null",
        WorkflowValueKind.Boolean => value.Boolean ? "true" : "false",
        WorkflowValueKind.Number => value.Number.ToString("R", CultureInfo.InvariantCulture),
        WorkflowValueKind.Text => IsWord(value.Text) ? value.Text : Quote(value.Text),
        WorkflowValueKind.List => $"[{string.Join(", ", value.Items.Select(Flow))}]",
        _ => $"{{{string.Join(", ", value.Members.Select(member => $"{Quote(member.Name)}: {Flow(member.Value)}"))}}}",
    };

    private StringBuilder Begin(string key)
    {
        _text.Append(_firstIndent ?? _indent).Append(key).Append(':');
        _firstIndent = null;
        return _text;
    }

    /// <summary>A word that means itself everywhere, also to other readers of YAML.</summary>
    private static bool IsWord(string text) =>
        text.Length is > 0 and <= 100 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') &&
        text.ToLowerInvariant() is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n");

    private static bool IsPlain(string text) =>
        IsWord(text) || IsPhrase(text) || (text.Contains('.', StringComparison.Ordinal) && text.Split('.').All(IsWord));

    /// <summary>Several words, as most titles and conditions are; the blank tells them from values of other kinds.</summary>
    private static bool IsPhrase(string text) =>
        text.Length is > 0 and <= 1_000 && (char.IsAsciiLetter(text[0]) || text[0] == '(') &&
        text.Contains(' ', StringComparison.Ordinal) && text[^1] is not (' ' or ':') &&
        !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) &&
        text.All(IsVisible);

    private static bool IsVisible(char c) => c is >= ' ' and <= '~' || (c > '\u00BF' && char.IsLetter(c) && !char.IsSurrogate(c));

    private static bool IsLiteral(string text) =>
        text.Contains('\n', StringComparison.Ordinal) && text[0] is not ('\n' or ' ') && !text.EndsWith("\n\n", StringComparison.Ordinal) &&
        text.Split('\n').All(line => line.All(IsVisible) && (line.Length == 0 || !string.IsNullOrWhiteSpace(line)));

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            switch (c)
            {
                case '"' or '\\':
                    quoted.Append('\\').Append(c);
                    break;
                case '\n':
                    quoted.Append("\\n");
                    break;
                case '\t':
                    quoted.Append("\\t");
                    break;
                default:
                    // Halves of a pair stand as they are: YAML has no escape for them.
                    _ = IsVisible(c) || char.IsSurrogate(c)
                        ? quoted.Append(c)
                        : quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
                    break;
            }
        }

        return quoted.Append('"').ToString();
    }

    private sealed class Level : IDisposable
    {
        private readonly YamlText _owner;
        private readonly string _before;

        internal Level(YamlText owner, string more)
        {
            _owner = owner;
            _before = owner._indent;
            owner._indent += more;
        }

        public void Dispose() => _owner._indent = _before;
    }
}
