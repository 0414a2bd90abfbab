using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Documents;

/// <summary>Builds the canonical form of one mapping, key by key in the order of the file format. Used once.</summary>
internal sealed class MappingBuilder(TimestampText timestamps)
{
    private const int UsualEntries = 16;

    private static readonly SequenceValue NoItems = new([]);
    private readonly List<KeyValuePair<string, DocumentValue>> _entries = new(UsualEntries);

    internal MappingValue Build() => new(_entries.ToValueList());

    internal MappingBuilder Text(string key, string? value) =>
        Add(key, value is null ? ScalarValue.Null : new ScalarValue(value, ScalarMeaning.Text));

    internal MappingBuilder Reference(string key, IDocumentId? id) => Text(key, id is null or { IsUnassigned: true } ? null : id.Value);

    internal MappingBuilder Number(string key, int? value) => Literal(key, value is { } number ? NumberText.Write(number) : null);

    internal MappingBuilder Count(string key, long value) => Literal(key, NumberText.Write(value));

    internal MappingBuilder Real(string key, double? value) => Literal(key, value is { } number ? NumberText.Write(number) : null);

    internal MappingBuilder Truth(string key, bool value) => Literal(key, NumberText.Write(value));

    internal MappingBuilder Time(string key, DateTimeOffset? value) =>
        Add(key, value is { } instant ? new ScalarValue(timestamps.Write(instant), ScalarMeaning.Timestamp) : ScalarValue.Null);

    /// <summary>With the zone in the text: read alike by processes in any zone, at any hour of the year.</summary>
    internal MappingBuilder Instant(string key, DateTimeOffset value) => Text(key, TimestampText.WriteInstant(value));

    internal MappingBuilder OptionalInstant(string key, DateTimeOffset? value) =>
        Text(key, value is { } instant ? TimestampText.WriteInstant(instant) : null);

    internal MappingBuilder Texts(string key, IEnumerable<string> values) =>
        Sequence(key, values.Select(static value => (DocumentValue)new ScalarValue(value, ScalarMeaning.Text)));

    internal MappingBuilder References<TId>(string key, ValueList<TId> ids)
        where TId : struct, IDocumentId => Texts(key, ids.Select(static id => id.Value));

    internal MappingBuilder Items<T>(string key, ValueList<T> items, Func<MappingBuilder, T, MappingBuilder> write) =>
        Sequence(key, items.Select(item => (DocumentValue)write(new MappingBuilder(timestamps), item).Build()));

    internal MappingBuilder Nested(string key, Func<MappingBuilder, MappingBuilder> write) =>
        Add(key, write(new MappingBuilder(timestamps)).Build());

    internal MappingBuilder Json(string key, JsonText json) => Add(key, FreeForm.ToValue(json));

    private MappingBuilder Sequence(string key, IEnumerable<DocumentValue> items) =>
        Add(key, items.ToValueList() is { Count: > 0 } list ? new SequenceValue(list) : NoItems);

    private MappingBuilder Literal(string key, string? text) =>
        Add(key, text is null ? ScalarValue.Null : new ScalarValue(text, ScalarMeaning.Literal));

    private MappingBuilder Add(string key, DocumentValue value)
    {
        _entries.Add(KeyValuePair.Create(key, value));
        return this;
    }
}
