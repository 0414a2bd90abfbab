using System.Text;

namespace RepoTickets.Storage.Text;

internal sealed partial class DocumentEditor
{
    private void EditFlowEntries(MappingNode node, bool[] removed, List<(int Anchor, KeyValuePair<string, DocumentValue> Entry)> inserted)
    {
        var spans = node.Entries.Select(entry => new FlowSpan(entry.Key.Start, EndOf(entry))).ToArray();
        var additions = inserted.Select(one => (one.Anchor, RenderFlow(spans, (writer, prefix) => writer.WriteEntry(one.Entry, prefix))));
        EditFlowElements(spans, removed, [.. additions]);
    }

    private void EditFlowItems(SequenceNode node, SequenceValue before, SequenceValue after, int[] matches)
    {
        var spans = node.Items.Select(item => new FlowSpan(item.Start, item.End)).ToArray();
        var unmoved = SequenceMatch.FindUnmoved(matches);
        var removed = Enumerable.Repeat(element: true, spans.Length).ToArray();
        var additions = new List<(int, string)>();
        var anchor = -1;
        for (var index = 0; index < matches.Length; index++)
        {
            var match = matches[index];
            var item = after.Items[index];
            if (unmoved[index])
            {
                EditFlowItem(node, match, before.Items[match], item);
                removed[match] = false;
                anchor = match;
            }
            else
            {
                additions.Add((anchor, match < 0
                    ? RenderFlow(spans, (writer, prefix) => writer.Write(item, prefix))
                    : RenderMovedFlow(node, match, before.Items[match], item)));
            }
        }

        EditFlowElements(spans, removed, additions);
    }

    private void EditFlowItem(SequenceNode node, int index, DocumentValue before, DocumentValue after) =>
        EditValue(new Slot(node.Items[index].Start, 0, IsItem: true, InFlow: true), node.Items[index], before, after);

    private string RenderMovedFlow(SequenceNode node, int index, DocumentValue before, DocumentValue after)
    {
        var outer = _splices;
        _splices = new(_text);
        EditFlowItem(node, index, before, after);
        var moved = _splices.Apply(node.Items[index].Start, node.Items[index].End);
        _splices = outer;
        return moved;
    }

    /// <summary>Adds and removes elements of a list or mapping with brackets, with their commas. One element at least is kept.</summary>
    private void EditFlowElements(FlowSpan[] spans, bool[] removed, List<(int Anchor, string Text)> additions)
    {
        var lastKept = Array.LastIndexOf(removed, false);
        foreach (var (anchor, text) in additions)
        {
            if (anchor == lastKept)
            {
                AppendFlowElement(spans, lastKept, text);
            }
            else
            {
                var next = spans[anchor + 1].Start;
                var separator = TextPlace.IsFirstOnLine(_text, next)
                    ? $",{_style.Flow.NewLine}{FileStyle.PrefixOf(_text, next)}"
                    : _style.Flow.Comma;
                _splices.Insert(next, text + separator);
            }
        }

        for (var index = 0; index < lastKept; index++)
        {
            if (removed[index])
            {
                _splices.Add(spans[index].Start, spans[index + 1].Start, string.Empty);
            }
        }

        if (lastKept < spans.Length - 1)
        {
            _splices.Add(spans[lastKept].End, spans[^1].End, string.Empty);
        }
    }

    private void AppendFlowElement(FlowSpan[] spans, int lastKept, string text)
    {
        var (start, end) = (spans[lastKept].Start, spans[lastKept].End);
        if (!TextPlace.IsFirstOnLine(_text, start))
        {
            _splices.Insert(end, _style.Flow.Comma + text);
            return;
        }

        var line = _style.Flow.NewLine + FileStyle.PrefixOf(_text, start) + text;
        var lineEnd = TextPlace.LineEnd(_text, end);
        var behind = _text.AsSpan(end, lineEnd - end).Trim();
        if (lastKept == spans.Length - 1 && behind.StartsWith("#"))
        {
            // The comment behind the last element stays behind it.
            _splices.Insert(end, ",");
            _splices.Insert(lineEnd, line);
        }
        else
        {
            _splices.Insert(end, "," + line);
        }
    }

    /// <summary>Renders an element to stand among these, on one line where they share lines.</summary>
    private string RenderFlow(FlowSpan[] spans, Action<FlowWriter, string?> write)
    {
        var builder = new StringBuilder();
        var spreads = _style.IsPretty && TextPlace.IsFirstOnLine(_text, spans[0].Start);
        write(new FlowWriter(builder, _style.Flow), spreads ? FileStyle.PrefixOf(_text, spans[0].Start) : null);
        return builder.ToString();
    }

    private readonly record struct FlowSpan(int Start, int End);
}
