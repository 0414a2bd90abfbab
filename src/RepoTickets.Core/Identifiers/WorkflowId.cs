using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>
/// Identifies an instance of a workflow, such as <c>WF-9E768A45</c>: A-Z, 0-9 and hyphens.
/// <c>default</c> is the unassigned identifier: a document created with it gets one from the store.
/// </summary>
[JsonConverter(typeof(DocumentIdJsonConverter<WorkflowId>))]
public readonly record struct WorkflowId : IDocumentId, IParsable<WorkflowId>, IComparable<WorkflowId>
{
    private readonly string? _value;

    private WorkflowId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public DocumentKey Key => new(DocumentKind.Workflow, Value);

    /// <inheritdoc/>
    public bool IsUnassigned => string.IsNullOrEmpty(_value);

    /// <inheritdoc/>
    public bool IsPlaceholder => Value.StartsWith(DocumentIdGrammar.PlaceholderMark);

    /// <inheritdoc/>
    public bool IsWellFormed => DocumentIdGrammar.Explain(_value, relaxed: false) is null;

    /// <summary>Reads an identifier such as <c>WF-9E768A45</c>.</summary>
    /// <param name="text">At most 64 characters of the grammar of this kind, not starting with a hyphen, not a device name of
    /// Windows.</param>
    /// <exception cref="FormatException">The text is not an identifier; the message says why.</exception>
    public static WorkflowId Parse(string text) =>
        DocumentIdGrammar.Explain(text, relaxed: false) is { } reason
            ? throw new FormatException($"'{DisplayText.Escape(text)}' is not a valid WorkflowId: it {reason}.")
            : new(text);

    /// <summary>Reads an identifier; false where <see cref="Parse(string)"/> would throw.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out WorkflowId id)
    {
        var valid = DocumentIdGrammar.Explain(text, relaxed: false) is null;
        id = valid ? new(text) : default;
        return valid;
    }

    /// <inheritdoc/>
    static WorkflowId IParsable<WorkflowId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<WorkflowId>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out WorkflowId result) =>
        TryParse(s, out result);

    /// <summary>
    /// Takes a reference as it stands in a file, without checking it: a file with one odd reference is still readable.
    /// <see cref="IsWellFormed"/> tells; the store never makes a path of an ill-formed one.
    /// </summary>
    public static WorkflowId FromStored(string text) => new(text);

    /// <summary>
    /// A stand-in for a document that the same change set creates. Use the same <paramref name="name"/> as the new document's identifier
    /// and wherever other documents of the set refer to it; the store puts the chosen identifier in all these places.
    /// </summary>
    /// <param name="name">Any text that is not empty; unique within the change set for this kind.</param>
    public static WorkflowId Placeholder(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(DocumentIdGrammar.PlaceholderMark + name);
    }

    /// <inheritdoc/>
    public int CompareTo(WorkflowId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <inheritdoc/>
    public bool Equals(WorkflowId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator <(WorkflowId left, WorkflowId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator >(WorkflowId left, WorkflowId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator <=(WorkflowId left, WorkflowId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator >=(WorkflowId left, WorkflowId right) => left.CompareTo(right) >= 0;
}
