using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RepoTickets.LogTriage;

/// <summary>
/// Names a group of log records that show the same fault: 32 lower-case hexadecimal digits, the hash of the group's first canonical key.
/// It never changes, neither by later learning nor by a restart. <c>default</c> names no group.
/// </summary>
/// <param name="High">The upper 64 bits.</param>
/// <param name="Low">The lower 64 bits.</param>
public readonly record struct LogGroupId(ulong High, ulong Low) : IComparable<LogGroupId>
{
    /// <summary>Names no group.</summary>
    public bool IsNone => (High | Low) == 0;

    /// <summary>Reads 32 hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LogGroupId id)
    {
        id = default;
        if (text is not { Length: 32 } ||
            !ulong.TryParse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high) ||
            !ulong.TryParse(text.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
        {
            return false;
        }

        id = new(high, low);
        return true;
    }

    /// <summary>Reads 32 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static LogGroupId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A group is named by 32 hexadecimal digits.");

    /// <inheritdoc/>
    public int CompareTo(LogGroupId other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <inheritdoc/>
    public override string ToString() =>
        High.ToString("x16", CultureInfo.InvariantCulture) + Low.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Order of the numbers.</summary>
    public static bool operator <(LogGroupId left, LogGroupId right) => left.CompareTo(right) < 0;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >(LogGroupId left, LogGroupId right) => left.CompareTo(right) > 0;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <=(LogGroupId left, LogGroupId right) => left.CompareTo(right) <= 0;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >=(LogGroupId left, LogGroupId right) => left.CompareTo(right) >= 0;
}
