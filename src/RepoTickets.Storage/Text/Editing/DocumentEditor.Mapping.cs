namespace RepoTickets.Storage.Text;

internal sealed partial class DocumentEditor
{
    private void EditMapping(Slot slot, MappingNode node, MappingValue before, MappingValue after)
    {
        var removed = new bool[node.Entries.Count];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < removed.Length; index++)
        {
            var key = node.Entries[index].Key.Text;
            places.Add(key, index);
            removed[index] = before.Find(key) is not null && after.Find(key) is null;
        }

        var inserted = FindInserted(before, after, places);
        if (Array.TrueForAll(removed, isRemoved => isRemoved))
        {
            if (removed.Length > 0 || inserted.Count > 0)
            {
                Replace(slot, node, new MappingValue([.. inserted.Select(one => one.Entry)]));
            }

            return;
        }

        foreach (var (key, value) in after.Entries)
        {
            if (places.TryGetValue(key, out var index))
            {
                EditEntry(node, node.Entries[index], before.Find(key), value);
            }
        }

        if (node.IsFlow)
        {
            EditFlowEntries(node, removed, inserted);
        }
        else
        {
            InsertBlockEntries(node, inserted);
            RemoveBlockEntries(node, removed);
        }
    }

    private void EditEntry(MappingNode node, MappingEntry entry, DocumentValue? before, DocumentValue after)
    {
        if (before is null && ValueComparison.Matches(entry.Value, after))
        {
            return;
        }

        EditValue(new Slot(BehindColon(entry), node.Entries[0].Key.Column - 1, IsItem: false, node.IsFlow), entry.Value, before, after);
    }

    /// <summary>The entries to add, each with the entry of the file behind which it belongs; -1 before the first.</summary>
    private static List<(int Anchor, KeyValuePair<string, DocumentValue> Entry)> FindInserted(
        MappingValue before, MappingValue after, Dictionary<string, int> places)
    {
        var inserted = new List<(int, KeyValuePair<string, DocumentValue>)>();
        var anchor = -1;
        foreach (var entry in after.Entries)
        {
            if (places.TryGetValue(entry.Key, out var place))
            {
                anchor = place;
            }
            else if (!ValueComparison.AreEqual(before.Find(entry.Key), entry.Value))
            {
                inserted.Add((anchor, entry));
            }
        }

        return inserted;
    }

    private void InsertBlockEntries(MappingNode node, List<(int Anchor, KeyValuePair<string, DocumentValue> Entry)> inserted)
    {
        var column = node.Entries[0].Key.Column - 1;
        var indentation = new string(' ', column);
        var newLine = _style.Block.NewLine;
        var first = node.Entries[0].Key.Start;
        foreach (var (anchor, entry) in inserted)
        {
            if (anchor >= 0)
            {
                var place = TextPlace.LineEnd(_text, EndOf(node.Entries[anchor]));
                _splices.Insert(place, newLine + indentation + RenderEntry(entry, column, AllowsLiteral(place, column)));
            }
            else if (TextPlace.IsFirstOnLine(_text, first))
            {
                InsertLinesBefore(first, indentation + RenderEntry(entry, column, allowLiteral: true));
            }
            else
            {
                _splices.Insert(first, RenderEntry(entry, column, allowLiteral: true) + newLine + indentation);
            }
        }
    }

    private void RemoveBlockEntries(MappingNode node, bool[] removed)
    {
        var index = 0;
        if (removed[0] && !TextPlace.IsFirstOnLine(_text, node.Entries[0].Key.Start))
        {
            // The first key stands behind a dash, which must stay: the first key that is kept moves there.
            index = Array.IndexOf(removed, false);
            _splices.Add(node.Entries[0].Key.Start, node.Entries[index].Key.Start, string.Empty);
        }

        for (; index < removed.Length; index++)
        {
            if (removed[index])
            {
                var entry = node.Entries[index];
                RemoveLines(entry.Key.Start, EndOf(entry), entry.Key.Column - 1);
            }
        }
    }

    private int BehindColon(MappingEntry entry) => _text.IndexOf(':', entry.Key.End) + 1;

    private int EndOf(MappingEntry entry) => Math.Max(BehindColon(entry), entry.Value.End);
}
