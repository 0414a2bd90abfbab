using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.Values;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>One change somewhere in a value, and what it may touch of the file.</summary>
internal sealed class RandomChange(Random random, RandomFile generator)
{
    private readonly List<object> _path = [];
    private string _kind = "nothing";
    private bool _onlyAdds;

    public override string ToString() => $"{_kind} at {string.Join('/', _path)}";

    internal MappingValue Apply(MappingValue root) => (MappingValue)Descend(root);

    /// <summary>All that differs between the two texts lies in the lines of the changed value; an addition removes nothing.</summary>
    internal void CheckPlace(DocumentText document, string edited)
    {
        if (_kind == "nothing")
        {
            Assert.Equal(document.Text, edited);
            return;
        }

        var (start, end) = Place(document);
        var old = document.Text;
        var prefix = old.AsSpan().CommonPrefixLength(edited);
        var suffix = 0;
        while (suffix < old.Length && suffix < edited.Length && old[old.Length - 1 - suffix] == edited[edited.Length - 1 - suffix])
        {
            suffix++;
        }

        // Where the new text repeats what stands beside it, the two may overlap: only each end as a whole has to be there.
        var isTorn = old.Length == 0 || !TextPlace.IsBreak(old[^1]);
        Assert.True(prefix >= start, $"Changed from {prefix}, before {start}:\n{edited}");
        Assert.True(old.Length - suffix <= end || isTorn, $"Changed to {old.Length - suffix}, behind {end}:\n{edited}");
        Assert.True(edited.Length >= start + old.Length - end || isTorn, $"Took more away than its place:\n{edited}");
        if (_onlyAdds && !isTorn)
        {
            Assert.True(prefix + suffix >= old.Length, $"An addition took something away:\n{edited}");
        }
    }

    private DocumentValue Descend(DocumentValue value)
    {
        var goesOn = random.Next(4) > 0;
        switch (value)
        {
            case MappingValue { Entries.Count: > 0 } mapping:
                var entry = mapping.Entries[random.Next(mapping.Entries.Count)];
                if (goesOn && entry.Value is not ScalarValue)
                {
                    _path.Add(entry.Key);
                    return mapping.With(entry.Key, Descend(entry.Value));
                }

                return ChangeMapping(mapping, entry);
            case MappingValue mapping:
                return AddKey(mapping);
            case SequenceValue { Items.Count: > 0 } sequence:
                var index = random.Next(sequence.Items.Count);
                if (goesOn && sequence.Items[index] is MappingValue inner && inner.Find("id") is not null)
                {
                    _path.Add(index);
                    return Set(sequence, index, Descend(inner));
                }

                return ChangeSequence(sequence, index);
            case SequenceValue sequence:
                _kind = "fill";
                return new SequenceValue(sequence.Items.Add(generator.NextScalar()));
            default:
                return value;
        }
    }

    private MappingValue ChangeMapping(MappingValue mapping, KeyValuePair<string, DocumentValue> entry)
    {
        switch (random.Next(4))
        {
            case 0 when entry.Key != "id" && mapping.Entries.Count > 1:
                _kind = "remove key";
                _path.Add(entry.Key);
                return mapping.Without(entry.Key);
            case 1:
                return AddKey(mapping);
            default:
                if (entry.Key == "id")
                {
                    return mapping;
                }

                var value = random.Next(3) == 0 ? generator.NextValue(1) : generator.NextScalar();
                _kind = ValueComparison.AreEqual(value, entry.Value) ? "nothing" : "set";
                _path.Add(entry.Key);
                return mapping.With(entry.Key, value);
        }
    }

    private MappingValue AddKey(MappingValue mapping)
    {
        var key = generator.NextKey();
        if (mapping.Find(key) is not null)
        {
            return mapping;
        }

        _kind = mapping.Entries.Count == 0 ? "fill" : "add key";
        _onlyAdds = mapping.Entries.Count > 0;
        var entries = mapping.Entries.ToList();
        entries.Insert(random.Next(entries.Count + 1), new(key, generator.NextValue(1)));
        return new([.. entries]);
    }

    private SequenceValue ChangeSequence(SequenceValue sequence, int index)
    {
        var items = sequence.Items.ToList();
        var item = items[index];
        switch (random.Next(4))
        {
            case 0:
                _kind = "remove item";
                items.RemoveAt(index);
                break;
            case 1:
                _kind = "move item";
                items.RemoveAt(index);
                items.Insert(random.Next(items.Count + 1), item);
                break;
            default:
                _kind = "add item";
                items.Insert(random.Next(items.Count + 1), item is MappingValue ? generator.NextItem(1) : generator.NextScalar());
                break;
        }

        var changed = new SequenceValue([.. items]);
        _kind = ValueComparison.AreEqual(changed, sequence) ? "nothing" : _kind;
        return changed;
    }

    private static SequenceValue Set(SequenceValue sequence, int index, DocumentValue item)
    {
        var items = sequence.Items.ToList();
        items[index] = item;
        return new([.. items]);
    }

    /// <summary>The lines of the innermost entry on the path, with the break before and deeper comments behind.</summary>
    private (int Start, int End) Place(DocumentText document)
    {
        DocumentNode node = document.Root;
        var start = 0;
        foreach (var step in _path)
        {
            if (step is string key)
            {
                var entry = ((MappingNode)node).Entries.First(entry => entry.Key.Text == key);
                (start, node) = (entry.Key.Start, entry.Value);
            }
            else
            {
                node = ((SequenceNode)node).Items[(int)step];
                start = node.Start;
            }
        }

        if (_path.Count == 0)
        {
            return (0, document.Text.Length);
        }

        var text = document.Text;
        if (_kind == "set" && node is ScalarNode)
        {
            return (start, Math.Max(TextPlace.LineEnd(text, node.End), start));
        }

        // The line break before, and with brackets a comma before it, may go with what is removed. Where that stood behind a dash, the
        // next key takes its place.
        var end = EndOfComments(text, TextPlace.LineEnd(text, Math.Max(node.End, start)));
        while (!TextPlace.IsFirstOnLine(text, start) && end < text.Length && text[end] == ' ')
        {
            end++;
        }

        return (Math.Max(0, TextPlace.LineStart(text, start) - 3), end);
    }

    private static int EndOfComments(string text, int end)
    {
        for (var place = TextPlace.BehindBreak(text, end); place < text.Length;)
        {
            var next = TextPlace.LineEnd(text, place);
            var line = text.AsSpan(place, next - place).Trim();
            if (line.Length > 0 && line[0] != '#')
            {
                break;
            }

            end = next;
            place = TextPlace.BehindBreak(text, next);
        }

        return TextPlace.BehindBreak(text, end);
    }
}
