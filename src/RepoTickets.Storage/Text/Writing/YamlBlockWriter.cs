using System.Text;

namespace RepoTickets.Storage.Text;

/// <summary>How a YAML file lays out its blocks.</summary>
/// <param name="NewLine">The line end.</param>
/// <param name="Step">Columns of indentation per level; 1 to 9.</param>
/// <param name="IndentsSequences">Lists stand further right than their key.</param>
/// <param name="DashWidth">Columns from a dash to its item; 2 or more.</param>
internal sealed record YamlBlockStyle(string NewLine, int Step, bool IndentsSequences, int DashWidth)
{
    /// <summary>The style of the Python package.</summary>
    internal static YamlBlockStyle Canonical { get; } = new("\n", 2, false, 2);

    internal int SequenceColumn(int keyColumn) => IndentsSequences ? keyColumn + Step : keyColumn;
}

/// <summary>Writes values in block style. The first line begins where the writer stands; no line break follows the last.</summary>
internal sealed class YamlBlockWriter(StringBuilder builder, YamlBlockStyle style, bool allowLiterals)
{
    internal void WriteMapping(ReadOnlySpan<KeyValuePair<string, DocumentValue>> entries, int column)
    {
        var isFirst = true;
        foreach (var (key, value) in entries)
        {
            BeginLine(ref isFirst, column);
            builder.Append(Key(key)).Append(':');
            switch (value)
            {
                case MappingValue { Entries.Count: > 0 } mapping:
                    builder.Append(style.NewLine).Append(' ', column + style.Step);
                    WriteMapping(mapping.Entries.AsSpan(), column + style.Step);
                    break;
                case SequenceValue { Items.Count: > 0 } sequence:
                    builder.Append(style.NewLine).Append(' ', style.SequenceColumn(column));
                    WriteSequence(sequence.Items.AsSpan(), style.SequenceColumn(column));
                    break;
                default:
                    builder.Append(' ');
                    WriteInline(value, column);
                    break;
            }
        }
    }

    internal void WriteSequence(ReadOnlySpan<DocumentValue> items, int column)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            BeginLine(ref isFirst, column);
            builder.Append('-').Append(' ', style.DashWidth - 1);
            switch (item)
            {
                case MappingValue { Entries.Count: > 0 } mapping:
                    WriteMapping(mapping.Entries.AsSpan(), column + style.DashWidth);
                    break;
                case SequenceValue { Items.Count: > 0 } sequence:
                    WriteSequence(sequence.Items.AsSpan(), column + style.DashWidth);
                    break;
                default:
                    WriteInline(item, column);
                    break;
            }
        }
    }

    /// <summary>Writes a scalar or an empty collection behind its colon or dash; the column is that of the block it stands in.</summary>
    internal void WriteInline(DocumentValue value, int column, char quote = '\0')
    {
        if (value is not ScalarValue scalar)
        {
            builder.Append(value is MappingValue ? "{}" : "[]");
        }
        else if (allowLiterals && LiteralBlock.Suits(scalar, style.Step))
        {
            builder.Append(LiteralBlock.Header(scalar.Text, style.Step));
            LiteralBlock.AppendLines(builder, scalar.Text, column + style.Step, style.NewLine);
        }
        else
        {
            ScalarText.AppendYaml(builder, scalar, quote);
        }
    }

    /// <exception cref="ArgumentException">The key is longer than a YAML reader looks for its colon.</exception>
    internal static string Key(string key)
    {
        const int LongestKey = 1_000;
        if (key.Length <= LongestKey && ScalarText.IsSafePlain(key))
        {
            return key;
        }

        var text = ScalarText.Yaml(new(key, ScalarMeaning.Text));
        return text.Length <= LongestKey
            ? text
            : throw new ArgumentException($"A key has {text.Length} characters; {LongestKey} is the limit.", nameof(key));
    }

    private void BeginLine(ref bool isFirst, int column)
    {
        if (!isFirst)
        {
            builder.Append(style.NewLine).Append(' ', column);
        }

        isFirst = false;
    }
}
