using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace RepoTickets.Workflows;

/// <summary>
/// A value of a workflow's context: null, true or false, a number, text, a list or a map, as in JSON. Immutable; equal by content, numbers
/// by value. <c>default</c> is null.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WorkflowValue
{
    private readonly double _number;
    private readonly object? _content;

    private WorkflowValue(WorkflowValueKind kind, double number, object? content)
    {
        Kind = kind;
        _number = number;
        _content = content;
    }

    /// <summary>No value.</summary>
    public static WorkflowValue Null => default;

    /// <summary>What it is.</summary>
    public WorkflowValueKind Kind { get; }

    /// <summary>The truth value; false for every other kind.</summary>
    public bool Boolean => Kind == WorkflowValueKind.Boolean && _number != 0;

    /// <summary>The number, finite; 0 for every other kind.</summary>
    public double Number => Kind == WorkflowValueKind.Number ? _number : 0;

    /// <summary>The text; empty for every other kind.</summary>
    public string Text => _content as string ?? "";

    /// <summary>The items; empty for every other kind.</summary>
    public ValueList<WorkflowValue> Items => _content is ValueList<WorkflowValue> items ? items : [];

    /// <summary>The members in order; empty for every other kind.</summary>
    public ValueList<WorkflowMember> Members => _content is ValueList<WorkflowMember> members ? members : [];

    /// <summary>True or false.</summary>
    public static WorkflowValue Of(bool value) => new(WorkflowValueKind.Boolean, value ? 1 : 0, null);

    /// <summary>A number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is infinite or not a number.</exception>
    public static WorkflowValue Of(double value) => double.IsFinite(value)
        ? new(WorkflowValueKind.Number, value, null)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "Numbers of a workflow are finite.");

    /// <summary>Text; null gives <see cref="Null"/>.</summary>
    public static WorkflowValue Of(string? value) => value is null ? default : new(WorkflowValueKind.Text, 0, value);

    /// <summary>A list.</summary>
    public static WorkflowValue Of(ValueList<WorkflowValue> items) => new(WorkflowValueKind.List, 0, items);

    /// <summary>A map; names are distinct.</summary>
    public static WorkflowValue Of(ValueList<WorkflowMember> members) => new(WorkflowValueKind.Map, 0, members);

    /// <summary>The value of a member; <see cref="Null"/> when there is none or this is no map.</summary>
    public WorkflowValue this[string name]
    {
        get
        {
            foreach (var member in Members)
            {
                if (string.Equals(member.Name, name, StringComparison.Ordinal))
                {
                    return member.Value;
                }
            }

            return default;
        }
    }

    /// <summary>Text as it stands, everything else as compact JSON.</summary>
    public override string ToString()
    {
        if (Kind == WorkflowValueKind.Text)
        {
            return Text;
        }

        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        switch (Kind)
        {
            case WorkflowValueKind.Null:
                text.Append("null");
                break;
            case WorkflowValueKind.Boolean:
                text.Append(Boolean ? "true" : "false");
                break;
            case WorkflowValueKind.Number:
                text.Append(_number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case WorkflowValueKind.Text:
                text.Append('"').Append(System.Text.Json.JsonEncodedText.Encode(Text)).Append('"');
                break;
            case WorkflowValueKind.List:
                AppendAll(text, '[', ']', Items, (builder, item) => item.Append(builder));
                break;
            default:
                AppendAll(text, '{', '}', Members, (builder, member) =>
                {
                    builder.Append('"').Append(System.Text.Json.JsonEncodedText.Encode(member.Name)).Append("\":");
                    member.Value.Append(builder);
                });
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, char close, ValueList<T> values, Action<StringBuilder, T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var value in values)
        {
            if (!first)
            {
                text.Append(',');
            }

            first = false;
            append(text, value);
        }

        text.Append(close);
    }
}

/// <summary>The kinds of <see cref="WorkflowValue"/>.</summary>
public enum WorkflowValueKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A list.</summary>
    List,

    /// <summary>A map from names to values.</summary>
    Map,
}

/// <summary>A member of a map.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record WorkflowMember(string Name, WorkflowValue Value);
