namespace RepoTickets.Storage.Text;

/// <summary>
/// Reads an edited file back and compares: what was to change has its new value, all else is as it was. A wrong file is never stored,
/// whatever the editor or the parser got wrong.
/// </summary>
internal sealed class EditVerification
{
    private readonly Dictionary<DocumentNode, DocumentValue> _rendered;

    private EditVerification(Dictionary<DocumentNode, DocumentValue> rendered) => _rendered = rendered;

    /// <exception cref="InvalidOperationException">The edited file is not what was asked for.</exception>
    internal static void Check(
        DocumentText old, byte[] bytes, MappingValue before, MappingValue after, Dictionary<DocumentNode, DocumentValue> rendered)
    {
        if (!DocumentText.TryParse(old.Syntax, bytes, old.Limits, out var edited, out var fault))
        {
            throw new InvalidOperationException($"The change would make the file unreadable, line {fault.Line}: {fault.Message}");
        }

        new EditVerification(rendered).CompareValue(edited.Root, old.Root, before, after, "the file");
    }

    private void CompareValue(DocumentNode edited, DocumentNode old, DocumentValue? before, DocumentValue after, string path)
    {
        if (_rendered.TryGetValue(old, out var rendered))
        {
            Require(ValueComparison.Matches(edited, rendered), path);
        }
        else if (ValueComparison.AreEqual(before, after) || (before is null && ValueComparison.Matches(old, after)))
        {
            Require(IsSame(edited, old), path);
        }
        else if (old is MappingNode mapping && before is MappingValue first && after is MappingValue second)
        {
            Require(edited is MappingNode, path);
            CompareMapping((MappingNode)edited, mapping, first, second, path);
        }
        else
        {
            Require(old is SequenceNode && edited is SequenceNode && before is SequenceValue && after is SequenceValue, path);
            CompareSequence((SequenceNode)edited, (SequenceNode)old, (SequenceValue)before!, (SequenceValue)after, path);
        }
    }

    private void CompareMapping(MappingNode edited, MappingNode old, MappingValue before, MappingValue after, string path)
    {
        var expected = 0;
        foreach (var (key, value) in old.Entries)
        {
            var inner = $"{path}, {key.Text}";
            var isKnown = before.Find(key.Text) is not null;
            if (after.Find(key.Text) is { } wanted)
            {
                expected++;
                CompareValue(edited.Find(key.Text) ?? throw Wrong(inner), value, before.Find(key.Text), wanted, inner);
            }
            else if (!isKnown)
            {
                expected++;
                Require(edited.Find(key.Text) is { } unknown && IsSame(unknown, value), inner);
            }
        }

        foreach (var (key, value) in after.Entries)
        {
            if (old.Find(key) is null && !ValueComparison.AreEqual(before.Find(key), value))
            {
                expected++;
                Require(edited.Find(key) is { } added && ValueComparison.Matches(added, value), $"{path}, {key}");
            }
        }

        Require(edited.Entries.Count == expected, path);
    }

    private void CompareSequence(SequenceNode edited, SequenceNode old, SequenceValue before, SequenceValue after, string path)
    {
        Require(edited.Items.Count == after.Items.Count, path);
        var matches = SequenceMatch.Match(before, after);
        for (var index = 0; index < matches.Length; index++)
        {
            var inner = $"{path}, item {index + 1}";
            if (matches[index] >= 0)
            {
                CompareValue(edited.Items[index], old.Items[matches[index]], before.Items[matches[index]], after.Items[index], inner);
            }
            else
            {
                Require(ValueComparison.Matches(edited.Items[index], after.Items[index]), inner);
            }
        }
    }

    /// <summary>Whether two nodes hold the same, written the same way.</summary>
    private static bool IsSame(DocumentNode edited, DocumentNode old) => (edited, old) switch
    {
        (ScalarNode first, ScalarNode second) => first.Text == second.Text && first.IsPlain == second.IsPlain,
        (SequenceNode first, SequenceNode second) => first.IsFlow == second.IsFlow
            && first.Items.Count == second.Items.Count
            && first.Items.Zip(second.Items).All(pair => IsSame(pair.First, pair.Second)),
        (MappingNode first, MappingNode second) => first.IsFlow == second.IsFlow
            && first.Entries.Count == second.Entries.Count
            && first.Entries.Zip(second.Entries).All(pair =>
                pair.First.Key.Text == pair.Second.Key.Text && IsSame(pair.First.Value, pair.Second.Value)),
        _ => false,
    };

    private static void Require(bool holds, string path)
    {
        if (!holds)
        {
            throw Wrong(path);
        }
    }

    private static InvalidOperationException Wrong(string path) =>
        new($"The change cannot be written into this file without harming it, at {path}: bring the file into a plainer form by hand.");
}
