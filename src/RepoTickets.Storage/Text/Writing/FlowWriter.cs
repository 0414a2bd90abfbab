using System.Buffers;
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
    /// <summary>Printable ASCII but for quote and backslash: what stands for itself in every style.</summary>
    private static readonly SearchValues<char> NeverEscaped = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code).Where(static code => code is not ('"' or '\\'))]);

    /// <param name="value">What to write.</param>
    /// <param name="prefix">The indentation of the line that the value begins on; null to write it on one line.</param>
    internal void Write(DocumentValue value, string? prefix)
    {
        switch (value)
        {
            case ScalarValue scalar:
                WriteScalar(scalar);
                break;
            case SequenceValue sequence:
                WriteSequence(sequence.Items.AsSpan(), prefix);
                break;
            case MappingValue mapping:
                WriteMapping(mapping.Entries.AsSpan(), prefix);
                break;
        }
    }

    internal void WriteEntry(KeyValuePair<string, DocumentValue> entry, string? prefix)
    {
        if (style.IsJson)
        {
            WriteString(entry.Key);
        }
        else
        {
            builder.Append(YamlBlockWriter.Key(entry.Key));
        }

        builder.Append(style.Colon);
        Write(entry.Value, prefix);
    }

    private void WriteSequence(ReadOnlySpan<DocumentValue> items, string? prefix)
    {
        builder.Append('[');
        var inner = Inner(prefix, items.Length);
        for (var index = 0; index < items.Length; index++)
        {
            BeginElement(index, inner);
            Write(items[index], inner);
        }

        End(']', items.Length, prefix);
    }

    private void WriteMapping(ReadOnlySpan<KeyValuePair<string, DocumentValue>> entries, string? prefix)
    {
        builder.Append('{');
        var inner = Inner(prefix, entries.Length);
        for (var index = 0; index < entries.Length; index++)
        {
            BeginElement(index, inner);
            WriteEntry(entries[index], inner);
        }

        End('}', entries.Length, prefix);
    }

    private string? Inner(string? prefix, int elements) => prefix is null || elements == 0 ? null : prefix + style.Unit;

    private void BeginElement(int index, string? inner)
    {
        if (inner is null)
        {
            builder.Append(index == 0 ? string.Empty : style.Comma);
        }
        else
        {
            builder.Append(index == 0 ? string.Empty : ",").Append(style.NewLine).Append(inner);
        }
    }

    private void End(char close, int elements, string? prefix)
    {
        if (prefix is not null && elements > 0)
        {
            builder.Append(style.NewLine).Append(prefix);
        }

        builder.Append(close);
    }

    private void WriteScalar(ScalarValue scalar)
    {
        if (!style.IsJson)
        {
            ScalarText.AppendYaml(builder, scalar);
            return;
        }

        switch (scalar.Meaning)
        {
            case ScalarMeaning.Null:
                builder.Append("null");
                break;
            case ScalarMeaning.Literal:
                builder.Append(ScalarText.Literal(scalar.Text));
                break;
            default:
                WriteString(scalar.Text);
                break;
        }
    }

    private void WriteString(string text)
    {
        builder.Append('"');
        for (var index = 0; index < text.Length;)
        {
            var plain = text.AsSpan(index).IndexOfAnyExcept(NeverEscaped);
            if (plain != 0)
            {
                plain = plain < 0 ? text.Length - index : plain;
                builder.Append(text, index, plain);
                index += plain;
                continue;
            }

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
                builder.Append(escape);
            }
            else if (isPrintable || (text[index] >= ' ' && !style.EscapesUnprintable))
            {
                builder.Append(text, index, length);
            }
            else
            {
                builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[index]:x4}");
            }

            index += length;
        }

        builder.Append('"');
    }
}
