using System.Diagnostics.CodeAnalysis;

namespace RepoTickets;

/// <summary>The spelling in files of one fixed set of values. Immutable.</summary>
/// <typeparam name="TEnum">The set.</typeparam>
public sealed class EnumText<TEnum>
    where TEnum : struct, Enum
{
    private readonly (string Text, TEnum Value)[] _pairs;

    internal EnumText(params (string Text, TEnum Value)[] pairs)
    {
        _pairs = pairs;
        Allowed = ValueList.ToValueList(pairs.Select(static pair => pair.Text));
    }

    /// <summary>All spellings.</summary>
    public ValueList<string> Allowed { get; }

    /// <summary>The spelling of a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the set.</exception>
    public string Write(TEnum value) =>
        TryWrite(value, out var text)
            ? text
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"Allowed are {string.Join(", ", Allowed)}.");

    /// <summary>The spelling of a value; false when the value is not one of the set.</summary>
    public bool TryWrite(TEnum value, [NotNullWhen(true)] out string? text)
    {
        foreach (var pair in _pairs)
        {
            if (EqualityComparer<TEnum>.Default.Equals(pair.Value, value))
            {
                text = pair.Text;
                return true;
            }
        }

        text = null;
        return false;
    }

    /// <summary>The value with exactly this spelling; false when there is none.</summary>
    public bool TryRead(string? text, out TEnum value)
    {
        foreach (var pair in _pairs)
        {
            if (pair.Text == text)
            {
                value = pair.Value;
                return true;
            }
        }

        value = default;
        return false;
    }
}
