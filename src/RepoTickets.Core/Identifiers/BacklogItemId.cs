using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>
/// Identifies a backlog item, such as <c>BUG-1</c>: A-Z, 0-9 and hyphens; letters of other scripts and underscores are read as well.
/// <c>default</c> is the unassigned identifier: a document created with it gets one from the store.
/// </summary>
[JsonConverter(typeof(DocumentIdJsonConverter<BacklogItemId>))]
public readonly record struct BacklogItemId : IDocumentId, IParsable<BacklogItemId>, IComparable<BacklogItemId>
{
    private readonly string? _value;

    private BacklogItemId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public DocumentKey Key => new(DocumentKind.BacklogItem, Value);

    /// <inheritdoc/>
    public bool IsUnassigned => string.IsNullOrEmpty(_value);

    /// <inheritdoc/>
    public bool IsPlaceholder => Value.StartsWith(DocumentIdGrammar.PlaceholderMark);

    /// <inheritdoc/>
    public bool IsWellFormed => DocumentIdGrammar.Explain(_value, relaxed: true) is null;

    /// <summary>Reads an identifier such as <c>BUG-1</c>.</summary>
    /// <param name="text">At most 64 characters of the grammar of this kind, not starting with a hyphen, not a device name of
    /// Windows.</param>
    /// <exception cref="FormatException">The text is not an identifier; the message says why.</exception>
    public static BacklogItemId Parse(string text) =>
        DocumentIdGrammar.Explain(text, relaxed: true) is { } reason
            ? throw new FormatException($"'{DisplayText.Escape(text)}' is not a valid BacklogItemId: it {reason}.")
            : new(text);

    /// <summary>Reads an identifier; false where <see cref="Parse(string)"/> would throw.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BacklogItemId id)
    {
        var valid = DocumentIdGrammar.Explain(text, relaxed: true) is null;
        id = valid ? new(text) : default;
        return valid;
    }

    /// <inheritdoc/>
    static BacklogItemId IParsable<BacklogItemId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<BacklogItemId>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BacklogItemId result) =>
        TryParse(s, out result);

    /// <summary>
    /// Takes a reference as it stands in a file, without checking it: a file with one odd reference is still readable.
    /// <see cref="IsWellFormed"/> tells; the store never makes a path of an ill-formed one.
    /// </summary>
    public static BacklogItemId FromStored(string text) => new(text);

    /// <summary>
    /// A stand-in for a document that the same change set creates. Use the same <paramref name="name"/> as the new document's identifier
    /// and wherever other documents of the set refer to it; the store puts the chosen identifier in all these places.
    /// </summary>
    /// <param name="name">Any text that is not empty; unique within the change set for this kind.</param>
    public static BacklogItemId Placeholder(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(DocumentIdGrammar.PlaceholderMark + name);
    }

    /// <inheritdoc/>
    public int CompareTo(BacklogItemId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <inheritdoc/>
    public bool Equals(BacklogItemId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator <(BacklogItemId left, BacklogItemId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator >(BacklogItemId left, BacklogItemId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator <=(BacklogItemId left, BacklogItemId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator >=(BacklogItemId left, BacklogItemId right) => left.CompareTo(right) >= 0;
}
