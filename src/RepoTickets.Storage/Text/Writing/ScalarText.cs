using System.Buffers;
using System.Globalization;
using System.Text;

namespace RepoTickets.Storage.Text;

/// <summary>Scalars as they are written in one line, so that every YAML reader, 1.1 or 1.2, takes text for the same text.</summary>
internal static class ScalarText
{
    private const string PlainFirst = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> PlainFirstCharacters = SearchValues.Create(PlainFirst);
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(PlainFirst + "0123456789 _./-");
    private static readonly SearchValues<char> LiteralCharacters = SearchValues.Create(PlainFirst + "0123456789+-.");

    /// <summary>Words that some YAML reader types although they begin with a letter.</summary>
    private static readonly HashSet<string> Typed =
        new(["null", "true", "false", "yes", "no", "on", "off", "y", "n"], StringComparer.OrdinalIgnoreCase);

    /// <param name="scalar">What to write.</param>
    /// <param name="quote">The quote that the file used so far, kept where there is a choice; none when <c>\0</c>.</param>
    /// <exception cref="ArgumentException">The text has half of a surrogate pair, or a literal is none.</exception>
    internal static string Yaml(ScalarValue scalar, char quote = '\0') => scalar.Meaning switch
    {
        ScalarMeaning.Null => "null",
        ScalarMeaning.Literal => Literal(scalar.Text),
        ScalarMeaning.Timestamp => Quoted(scalar.Text, quote == '"'),
        _ when quote == '\0' && IsSafePlain(scalar.Text) => scalar.Text,
        _ => Quoted(scalar.Text, quote == '"'),
    };

    /// <summary>Appends what <see cref="Yaml"/> gives, without making a text of its own of what only gets quotes.</summary>
    internal static void AppendYaml(StringBuilder builder, ScalarValue scalar, char quote = '\0')
    {
        if (scalar.Meaning == ScalarMeaning.Text && quote == '\0' && IsSafePlain(scalar.Text))
        {
            builder.Append(scalar.Text);
        }
        else if (scalar.Meaning is ScalarMeaning.Text or ScalarMeaning.Timestamp && quote != '"' && !NeedsEscapes(scalar.Text))
        {
            builder.Append('\'').Append(scalar.Text.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
        }
        else
        {
            builder.Append(Yaml(scalar, quote));
        }
    }

    /// <summary>A number, <c>true</c> or <c>false</c>; checked, because it is written without quotes.</summary>
    internal static string Literal(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(LiteralCharacters)
        ? text
        : throw new ArgumentException($"'{text}' is neither a number nor true nor false.", nameof(text));

    internal static bool IsSafePlain(string text) =>
        text.Length > 0
        && PlainFirstCharacters.Contains(text[0])
        && text[^1] != ' '
        && !text.AsSpan().ContainsAnyExcept(PlainCharacters)
        && !Typed.Contains(text);

    /// <summary>Whether the character at this place may stand in a file as it is; the length tells a surrogate pair.</summary>
    /// <exception cref="ArgumentException">Half of a surrogate pair.</exception>
    internal static bool IsPrintable(string text, int index, out int length)
    {
        var character = text[index];
        length = 1;
        if (char.IsSurrogate(character))
        {
            length = 2;
            return index + 1 < text.Length && char.IsSurrogatePair(character, text[index + 1])
                ? true
                : throw new ArgumentException($"The text has half of a surrogate pair at character {index}.", nameof(text));
        }

        return character is (>= ' ' and <= '~') or (>= '\u00A0' and < '\u2028') or (> '\u2029' and <= '\uFFFD' and not '\uFEFF');
    }

    private static string Quoted(string text, bool prefersDouble)
    {
        var needsEscapes = NeedsEscapes(text);
        return needsEscapes || prefersDouble ? DoubleQuoted(text) : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <exception cref="ArgumentException">Half of a surrogate pair.</exception>
    private static bool NeedsEscapes(string text)
    {
        var needsEscapes = false;
        var index = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        while (index >= 0 && index < text.Length)
        {
            needsEscapes |= !IsPrintable(text, index, out var length);
            index += length;
        }

        return needsEscapes;
    }

    private static string DoubleQuoted(string text)
    {
        var builder = new StringBuilder(text.Length + 16).Append('"');
        for (var index = 0; index < text.Length;)
        {
            var isPrintable = IsPrintable(text, index, out var length);
            if (text[index] is '"' or '\\')
            {
                builder.Append('\\').Append(text[index]);
            }
            else if (isPrintable)
            {
                builder.Append(text, index, length);
            }
            else
            {
                AppendEscape(builder, text[index]);
            }

            index += length;
        }

        return builder.Append('"').ToString();
    }

    private static void AppendEscape(StringBuilder builder, char character)
    {
        var name = character switch
        {
            '\0' => '0',
            '\a' => 'a',
            '\b' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\v' => 'v',
            '\f' => 'f',
            '\r' => 'r',
            '\u001B' => 'e',
            '\u0085' => 'N',
            '\u2028' => 'L',
            '\u2029' => 'P',
            _ => '\0',
        };
        if (name != '\0')
        {
            builder.Append('\\').Append(name);
        }
        else if (character <= '\u00FF')
        {
            builder.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}");
        }
        else
        {
            builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
        }
    }
}
