using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>
/// Identifies the stored definition of a workflow, such as <c>BUG-FIX-V1-9E768A45</c>: A-Z, 0-9 and hyphens.
/// <c>default</c> is the unassigned identifier: a document created with it gets one from the store.
/// </summary>
[JsonConverter(typeof(DocumentIdJsonConverter<WorkflowDefinitionId>))]
public readonly record struct WorkflowDefinitionId : IDocumentId, IParsable<WorkflowDefinitionId>, IComparable<WorkflowDefinitionId>
{
    private readonly string? _value;

    private WorkflowDefinitionId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public DocumentKey Key => new(DocumentKind.WorkflowDefinition, Value);

    /// <inheritdoc/>
    public bool IsUnassigned => string.IsNullOrEmpty(_value);

    /// <inheritdoc/>
    public bool IsPlaceholder => Value.StartsWith(DocumentIdGrammar.PlaceholderMark);

    /// <inheritdoc/>
    public bool IsWellFormed => DocumentIdGrammar.Explain(_value, relaxed: false) is null;

    /// <summary>Reads an identifier such as <c>BUG-FIX-V1-9E768A45</c>.</summary>
    /// <param name="text">At most 64 characters of the grammar of this kind, not starting with a hyphen, not a device name of
    /// Windows.</param>
    /// <exception cref="FormatException">The text is not an identifier; the message says why.</exception>
    public static WorkflowDefinitionId Parse(string text) =>
        DocumentIdGrammar.Explain(text, relaxed: false) is { } reason
            ? throw new FormatException($"'{DisplayText.Escape(text)}' is not a valid WorkflowDefinitionId: it {reason}.")
            : new(text);

    /// <summary>Reads an identifier; false where <see cref="Parse(string)"/> would throw.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out WorkflowDefinitionId id)
    {
        var valid = DocumentIdGrammar.Explain(text, relaxed: false) is null;
        id = valid ? new(text) : default;
        return valid;
    }

    /// <inheritdoc/>
    static WorkflowDefinitionId IParsable<WorkflowDefinitionId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<WorkflowDefinitionId>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, out WorkflowDefinitionId result) =>
        TryParse(s, out result);

    /// <summary>
    /// Takes a reference as it stands in a file, without checking it: a file with one odd reference is still readable.
    /// <see cref="IsWellFormed"/> tells; the store never makes a path of an ill-formed one.
    /// </summary>
    public static WorkflowDefinitionId FromStored(string text) => new(text);

    /// <summary>
    /// A stand-in for a document that the same change set creates. Use the same <paramref name="name"/> as the new document's identifier
    /// and wherever other documents of the set refer to it; the store puts the chosen identifier in all these places.
    /// </summary>
    /// <param name="name">Any text that is not empty; unique within the change set for this kind.</param>
    public static WorkflowDefinitionId Placeholder(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(DocumentIdGrammar.PlaceholderMark + name);
    }

    /// <inheritdoc/>
    public int CompareTo(WorkflowDefinitionId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <inheritdoc/>
    public bool Equals(WorkflowDefinitionId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator <(WorkflowDefinitionId left, WorkflowDefinitionId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator >(WorkflowDefinitionId left, WorkflowDefinitionId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator <=(WorkflowDefinitionId left, WorkflowDefinitionId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator >=(WorkflowDefinitionId left, WorkflowDefinitionId right) => left.CompareTo(right) >= 0;
}
