using System.Text.RegularExpressions;
using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>Short ways to make values, and a reader that takes every file for one, as the records on top do field by field.</summary>
internal static partial class Values
{
    internal static ScalarValue Words(string text) => new(text, ScalarMeaning.Text);

    internal static ScalarValue Literal(string text) => new(text, ScalarMeaning.Literal);

    internal static ScalarValue Time(string text) => new(text, ScalarMeaning.Timestamp);

    internal static SequenceValue List(params DocumentValue[] items) => new([.. items]);

    internal static SequenceValue Texts(params string[] items) => new([.. items.Select(Words)]);

    internal static MappingValue Map(params (string Key, DocumentValue Value)[] entries) =>
        new([.. entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))]);

    internal static MappingValue Read(DocumentText document) => (MappingValue)Read(document.Root);

    internal static DocumentValue Read(DocumentNode node) => node switch
    {
        ScalarNode { IsNull: true } => ScalarValue.Null,
        ScalarNode { IsPlain: true } scalar when Number().IsMatch(scalar.Text) => Literal(scalar.Text),
        ScalarNode scalar => Words(scalar.Text),
        SequenceNode sequence => List([.. sequence.Items.Select(Read)]),
        MappingNode mapping => Map([.. mapping.Entries.Select(entry => (entry.Key.Text, Read(entry.Value)))]),
        _ => throw new InvalidOperationException(node.ToString()),
    };

    internal static MappingValue With(this MappingValue mapping, string key, DocumentValue value) => mapping.Find(key) is null
        ? new(mapping.Entries.Add(new(key, value)))
        : new([.. mapping.Entries.Select(entry => entry.Key == key ? new(key, value) : entry)]);

    internal static MappingValue WithFirst(this MappingValue mapping, string key, DocumentValue value) =>
        new([new(key, value), .. mapping.Entries]);

    internal static MappingValue Without(this MappingValue mapping, string key) =>
        new(mapping.Entries.RemoveAll(entry => entry.Key == key));

    /// <summary>Equal but for the order of keys.</summary>
    internal static bool IsSame(DocumentValue left, DocumentValue right) => (left, right) switch
    {
        (MappingValue first, MappingValue second) => first.Entries.Count == second.Entries.Count
            && first.Entries.All(entry => second.Find(entry.Key) is { } other && IsSame(entry.Value, other)),
        (SequenceValue first, SequenceValue second) => first.Items.Count == second.Items.Count
            && first.Items.Zip(second.Items).All(pair => IsSame(pair.First, pair.Second)),
        _ => ValueComparison.AreEqual(left, right),
    };

    [GeneratedRegex("^(-?[0-9]+([.][0-9]+)?|true|false)$")]
    private static partial Regex Number();
}
