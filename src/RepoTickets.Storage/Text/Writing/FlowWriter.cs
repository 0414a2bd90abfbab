using System.Globalization;
using System.Text;

namespace RepoTickets.Storage.Text;

/// <summary>How JSON, or YAML with brackets, is laid out.</summary>
/// <param name="IsJson">Texts and keys are written as JSON strings.</param>
/// <param name="EscapesUnprintable">Escape what a YAML reader refuses although JSON allows it.</param>
/// <param name="NewLine">The line end.</param>
/// <param name="Unit">The indentation of one level.</param>
/// <param name="Comma">The comma between elements on one line, with its blank.</param>
/// <param name="Colon">The colon with its blank.</param>
internal sealed record FlowStyle(bool IsJson, bool EscapesUnprintable, string NewLine, string Unit, string Comma, string Colon)
{
    /// <summary>The style of the Python package.</summary>
    internal static FlowStyle CanonicalJson { get; } = new(true, false, "\n", "  ", ", ", ": ");
}

/// <summary>Writes values with brackets: over several lines where a prefix is given, else on one.</summary>
internal sealed class FlowWriter(StringBuilder builder, FlowStyle style)
{
    /// <param name="value">What to write.</param>
    /// <param name="prefix">The indentation of the line that the value begins on; null to write it on one line.</param>
    internal void Write(DocumentValue value, string? prefix)
    {
        switch (value)
        {
            case ScalarValue scalar:
                builder.Append(Scalar(scalar));
                break;
            case SequenceValue sequence:
                WriteElements('[', ']', sequence.Items, prefix, Write);
                break;
            case MappingValue mapping:
                WriteElements('{', '}', mapping.Entries, prefix, WriteEntry);
                break;
        }
    }

    internal void WriteEntry(KeyValuePair<string, DocumentValue> entry, string? prefix)
    {
        builder.Append(style.IsJson ? JsonString(entry.Key) : YamlBlockWriter.Key(entry.Key)).Append(style.Colon);
        Write(entry.Value, prefix);
    }

    private void WriteElements<T>(char open, char close, ValueList<T> elements, string? prefix, Action<T, string?> write)
    {
        builder.Append(open);
        var inner = prefix is null ? null : prefix + style.Unit;
        for (var index = 0; index < elements.Count; index++)
        {
            builder.Append(index == 0 ? string.Empty : inner is null ? style.Comma : ",");
            builder.Append(inner is null ? string.Empty : style.NewLine + inner);
            write(elements[index], inner);
        }

        builder.Append(prefix is null || elements.Count == 0 ? string.Empty : style.NewLine + prefix).Append(close);
    }

    private string Scalar(ScalarValue scalar) => scalar.Meaning switch
    {
        ScalarMeaning.Null => "null",
        ScalarMeaning.Literal => ScalarText.Literal(scalar.Text),
        _ => style.IsJson ? JsonString(scalar.Text) : ScalarText.Yaml(scalar),
    };

    private string JsonString(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        for (var index = 0; index < text.Length;)
        {
            var isPrintable = ScalarText.IsPrintable(text, index, out var length);
            var escape = text[index] switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ => null,
            };
            if (escape is not null)
            {
                quoted.Append(escape);
            }
            else if (isPrintable || (text[index] >= ' ' && !style.EscapesUnprintable))
            {
                quoted.Append(text, index, length);
            }
            else
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[index]:x4}");
            }

            index += length;
        }

        return quoted.Append('"').ToString();
    }
}
