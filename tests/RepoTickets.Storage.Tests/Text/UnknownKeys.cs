using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.Values;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>Keys in a file that the reader of it does not know.</summary>
internal static class UnknownKeys
{
    private const string Unknown = "zz_unknown";

    internal static MappingValue Add(MappingValue mapping, Random random)
    {
        var entries = mapping.Entries.Select(
            entry => new KeyValuePair<string, DocumentValue>(entry.Key, AddInside(entry.Value, random))).ToList();
        if (random.Next(2) == 0)
        {
            entries.Insert(
                random.Next(entries.Count + 1),
                new(Unknown, random.Next(2) == 0 ? Words($"kept {random.Next(1000)}") : Texts("kept", "too")));
        }

        return new([.. entries]);
    }

    internal static MappingValue Remove(MappingValue mapping) =>
        new(
            [.. mapping.Entries.Where(entry => entry.Key != Unknown).Select(
                entry => KeyValuePair.Create(entry.Key, RemoveInside(entry.Value)))]);

    /// <summary>The root and every mapping with an id that was there before and is there after has its unknown key still.</summary>
    internal static void CheckKept(MappingValue before, MappingValue after)
    {
        Assert.True(ValueComparison.AreEqual(before.Find(Unknown), after.Find(Unknown)));
        foreach (var (key, value) in after.Entries)
        {
            if (value is SequenceValue sequence && before.Find(key) is SequenceValue old)
            {
                CheckItems(old, sequence);
            }
        }
    }

    private static void CheckItems(SequenceValue before, SequenceValue after)
    {
        foreach (var item in after.Items.OfType<MappingValue>())
        {
            var id = item.Find("id");
            var old = before.Items.OfType<MappingValue>().FirstOrDefault(
                one => one.Find("id") is { } other && ValueComparison.AreEqual(other, id));
            if (id is not null && old is not null)
            {
                CheckKept(old, item);
            }
        }
    }

    private static DocumentValue AddInside(DocumentValue value, Random random) => value switch
    {
        MappingValue mapping => Add(mapping, random),
        SequenceValue sequence => new SequenceValue([.. sequence.Items.Select(item => AddInside(item, random))]),
        _ => value,
    };

    private static DocumentValue RemoveInside(DocumentValue value) => value switch
    {
        MappingValue mapping => Remove(mapping),
        SequenceValue sequence => new SequenceValue([.. sequence.Items.Select(RemoveInside)]),
        _ => value,
    };
}
