namespace RepoTickets.Storage.Text;

/// <summary>
/// What is to be written, without a place or a style: the canonical form of a document. Equal values are written alike; comparing the value
/// of a document before and after a change tells which fields to rewrite.
/// </summary>
internal abstract record DocumentValue
{
    private protected DocumentValue()
    {
    }
}

/// <summary>How a scalar is meant, which decides about quotes.</summary>
internal enum ScalarMeaning
{
    /// <summary>Text: quoted wherever some YAML reader might take it for something else.</summary>
    Text,

    /// <summary>A number, <c>true</c> or <c>false</c>, already in its written form: never quoted.</summary>
    Literal,

    /// <summary>A time: always quoted, as the Python package needs it.</summary>
    Timestamp,

    /// <summary>Nothing: <c>null</c>.</summary>
    Null,
}

internal sealed record ScalarValue(string Text, ScalarMeaning Meaning) : DocumentValue
{
    internal static ScalarValue Null { get; } = new("null", ScalarMeaning.Null);
}

internal sealed record SequenceValue(ValueList<DocumentValue> Items) : DocumentValue;

internal sealed record MappingValue(ValueList<KeyValuePair<string, DocumentValue>> Entries) : DocumentValue
{
    internal DocumentValue? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key == key)
            {
                return entry.Value;
            }
        }

        return null;
    }
}
