using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>What holds for the places of every tree.</summary>
internal static class TreeCheck
{
    internal static void Places(DocumentText document)
    {
        var nodes = 0;
        var end = Check(document.Text, document.Root, 0, ref nodes);
        Assert.InRange(end, 0, document.Text.Length);
        Assert.InRange(nodes, 1, TextLimits.Default.MaximumNodes);
    }

    private static int Check(string text, DocumentNode node, int least, ref int nodes)
    {
        nodes++;
        Assert.InRange(node.Start, least, text.Length);
        Assert.InRange(node.End, node.Start, text.Length);
        Assert.True(node.Line >= 1 && node.Column >= 1);
        if (node.End > node.Start && node is not ScalarNode { IsPlain: false })
        {
            Assert.False(
                char.IsWhiteSpace(text[node.End - 1]) && text[node.End - 1] < '\u0080' && !EndsInBlockScalar(text, node),
                text[node.Start..node.End]);
        }

        var place = node.Start;
        if (node is MappingNode mapping)
        {
            foreach (var (key, value) in mapping.Entries)
            {
                place = Check(text, key, place, ref nodes);
                place = Check(text, value, place, ref nodes);
            }
        }
        else if (node is SequenceNode sequence)
        {
            foreach (var item in sequence.Items)
            {
                place = Check(text, item, place, ref nodes);
            }
        }

        Assert.InRange(place, node.Start, node.End);
        return node.End;
    }

    private static bool EndsInBlockScalar(string text, DocumentNode node) => node switch
    {
        MappingNode { IsFlow: false } mapping => EndsInBlockScalar(text, mapping.Entries[^1].Value),
        SequenceNode { IsFlow: false } sequence => EndsInBlockScalar(text, sequence.Items[^1]),
        ScalarNode scalar => scalar.Start < scalar.End && text[scalar.Start] is '|' or '>',
        _ => false,
    };
}
