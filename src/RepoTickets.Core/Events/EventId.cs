using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RepoTickets;

/// <summary>
/// Identifies an event; unique within a store and ordered as the events happened. Events derived from a commit have the same identifier in
/// every process and after every replay, so a consumer that is told twice can tell. Thread-safe, 24 bytes.
/// </summary>
/// <param name="Position">
/// The commit that it was derived from, or through which the publisher had followed the feed; 0 without a store.
/// </param>
/// <param name="Sequence">Its place within the commit, or among what the publisher has published; counted from 1.</param>
/// <param name="Publisher">0 for an event derived from a commit; otherwise random, one for each bus.</param>
public readonly record struct EventId(long Position, long Sequence, ulong Publisher) : IComparable<EventId>
{
    private const string DerivedMark = "-c";
    private const string PublishedMark = "-p";

    /// <summary>The event was derived from a commit, not published by a component.</summary>
    public bool IsDerived => Publisher == 0;

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EventId id)
    {
        id = default;
        if (text is null || text.Length is not (34 or 51) || !TryParseHex(text.AsSpan(0, 16), out var position)
            || !TryParseHex(text.AsSpan(18, 16), out var sequence) || position > long.MaxValue || sequence > long.MaxValue)
        {
            return false;
        }

        ulong publisher = 0;
        var mark = text.AsSpan(16, 2);
        var isWellFormed = text.Length == 34
            ? mark.SequenceEqual(DerivedMark)
            : mark.SequenceEqual(PublishedMark) && text[34] == '-' && TryParseHex(text.AsSpan(35), out publisher) && publisher != 0;
        id = isWellFormed ? new((long)position, (long)sequence, publisher) : default;
        return isWellFormed;
    }

    /// <inheritdoc/>
    public int CompareTo(EventId other)
    {
        var order = Position.CompareTo(other.Position);
        order = order != 0 ? order : (Publisher != 0).CompareTo(other.Publisher != 0);
        order = order != 0 ? order : Sequence.CompareTo(other.Sequence);
        return order != 0 ? order : Publisher.CompareTo(other.Publisher);
    }

    /// <summary>Text whose ordinal order is the order of the identifiers, such as <c>000000000000002a-c0000000000000001</c>.</summary>
    public override string ToString() => Publisher == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Position:x16}{DerivedMark}{Sequence:x16}")
        : string.Create(CultureInfo.InvariantCulture, $"{Position:x16}{PublishedMark}{Sequence:x16}-{Publisher:x16}");

    /// <summary>Happened earlier.</summary>
    public static bool operator <(EventId left, EventId right) => left.CompareTo(right) < 0;

    /// <summary>Happened later.</summary>
    public static bool operator >(EventId left, EventId right) => left.CompareTo(right) > 0;

    /// <summary>Happened earlier, or is the same.</summary>
    public static bool operator <=(EventId left, EventId right) => left.CompareTo(right) <= 0;

    /// <summary>Happened later, or is the same.</summary>
    public static bool operator >=(EventId left, EventId right) => left.CompareTo(right) >= 0;

    private static bool TryParseHex(ReadOnlySpan<char> text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
