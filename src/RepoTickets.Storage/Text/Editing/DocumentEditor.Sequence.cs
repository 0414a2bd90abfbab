namespace RepoTickets.Storage.Text;

internal sealed partial class DocumentEditor
{
    private void EditSequence(Slot slot, SequenceNode node, SequenceValue before, SequenceValue after)
    {
        if (after.Items.Count == 0 || node.Items.Count == 0 || !IsBoundInOrder(node, before))
        {
            Replace(slot, node, after);
            return;
        }

        var matches = SequenceMatch.Match(before, after);
        if (node.IsFlow)
        {
            if (Array.Exists(matches, match => match >= 0))
            {
                EditFlowItems(node, before, after, matches);
            }
            else
            {
                Rendered[node] = after;
                ReplaceInline(slot, node, RenderFlowValue(node, after));
            }

            return;
        }

        var dashes = FindDashes(node);
        if (!TextPlace.IsFirstOnLine(_text, dashes[0]))
        {
            // The list begins behind the dash of another list. Such a list is written anew as a whole.
            Replace(slot, node, after);
            return;
        }

        EditBlockItems(node, before, after, matches, dashes);
    }

    private void EditBlockItems(SequenceNode node, SequenceValue before, SequenceValue after, int[] matches, int[] dashes)
    {
        var unmoved = SequenceMatch.FindUnmoved(matches);
        var kept = new bool[node.Items.Count];
        var anchor = -1;
        for (var index = 0; index < matches.Length; index++)
        {
            var match = matches[index];
            if (unmoved[index])
            {
                EditItem(node, dashes, match, before.Items[match], after.Items[index]);
                kept[match] = true;
                anchor = match;
            }
            else
            {
                var moved = match < 0 ? null : RenderMoved(node, dashes, match, before.Items[match], after.Items[index]);
                InsertItem(node, dashes, anchor, after.Items[index], moved);
            }
        }

        for (var index = 0; index < kept.Length; index++)
        {
            if (!kept[index])
            {
                RemoveLines(dashes[index], ItemEnd(node, dashes, index), node.Column - 1);
            }
        }
    }

    private void EditItem(SequenceNode node, int[] dashes, int index, DocumentValue before, DocumentValue after) =>
        EditValue(new Slot(dashes[index] + 1, node.Column - 1, IsItem: true, InFlow: false), node.Items[index], before, after);

    private void InsertItem(SequenceNode node, int[] dashes, int anchor, DocumentValue item, string? moved)
    {
        var column = node.Column - 1;
        var indentation = new string(' ', column);
        if (anchor < 0)
        {
            var rendered = moved ?? RenderItem(node, item, allowLiteral: true);
            InsertLinesBefore(dashes[0], indentation + rendered);
        }
        else
        {
            var place = TextPlace.LineEnd(_text, ItemEnd(node, dashes, anchor));
            _splices.Insert(place, _style.Block.NewLine + indentation + (moved ?? RenderItem(node, item, AllowsLiteral(place, column))));
        }
    }

    /// <summary>
    /// The lines of an item that goes to another place, with its own changes made, so that comments and unknown keys go with it. Null where
    /// it ends the file in a block scalar without line break, whose value would change.
    /// </summary>
    private string? RenderMoved(SequenceNode node, int[] dashes, int index, DocumentValue before, DocumentValue after)
    {
        var end = TextPlace.LineEnd(_text, ItemEnd(node, dashes, index));
        if (end == _text.Length && IsBlockScalar(LastLeaf(node.Items[index])))
        {
            Rendered[node.Items[index]] = after;
            return null;
        }

        var outer = _splices;
        _splices = new(_text);
        EditItem(node, dashes, index, before, after);
        var moved = _splices.Apply(dashes[index], end);
        _splices = outer;
        return moved;
    }

    /// <summary>Whether the items of the file are, one by one, those of the value.</summary>
    private static bool IsBoundInOrder(SequenceNode node, SequenceValue before)
    {
        if (node.Items.Count != before.Items.Count)
        {
            return false;
        }

        for (var index = 0; index < before.Items.Count; index++)
        {
            var isSame = (node.Items[index], before.Items[index]) switch
            {
                (ScalarNode scalar, ScalarValue { Meaning: ScalarMeaning.Text } value) => scalar.Text == value.Text,
                (ScalarNode, ScalarValue) => true,
                (MappingNode mapping, MappingValue value) =>
                    value.Find("id") is not ScalarValue id || mapping.Find("id") is not ScalarNode found || found.Text == id.Text,
                (SequenceNode, SequenceValue) => true,
                _ => false,
            };
            if (!isSame)
            {
                return false;
            }
        }

        return true;
    }

    private int[] FindDashes(SequenceNode node)
    {
        var dashes = new int[node.Items.Count];
        var place = node.Start;
        for (var index = 0; index < dashes.Length; index++)
        {
            while (_text[place] != '-')
            {
                place = _text[place] == '#' ? TextPlace.LineEnd(_text, place) : place + 1;
            }

            dashes[index] = place;
            place = ItemEnd(node, dashes, index);
        }

        return dashes;
    }

    private static int ItemEnd(SequenceNode node, int[] dashes, int index) => Math.Max(dashes[index] + 1, node.Items[index].End);
}
