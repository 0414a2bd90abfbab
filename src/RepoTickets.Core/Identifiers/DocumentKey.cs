using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>
/// Names one document of a store: its kind and its identifier as text. Two keys are equal when both are,
/// compared ordinally.
/// </summary>
/// <param name="Kind">The kind of the document.</param>
/// <param name="Id">The identifier as it stands in the file, such as <c>LOGIN-1</c>.</param>
[JsonConverter(typeof(DocumentKeyJsonConverter))]
public readonly record struct DocumentKey(DocumentKind Kind, string Id)
{
    /// <summary>The form used in messages and logs, such as <c>Ticket LOGIN-1</c>.</summary>
    public override string ToString() => $"{Kind} {Id}";
}
