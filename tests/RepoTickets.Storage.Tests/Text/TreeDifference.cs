using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>Compares two trees in everything they hold.</summary>
internal static class TreeDifference
{
    /// <returns>The first difference, or null when there is none.</returns>
    internal static string? Find(DocumentNode expected, DocumentNode actual)
    {
        if (Describe(expected) != Describe(actual))
        {
            return $"{Describe(expected)} became {Describe(actual)}";
        }

        var children = Children(expected);
        var others = Children(actual);
        for (var index = 0; index < children.Count; index++)
        {
            if (Find(children[index], others[index]) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static (string Kind, string Content, bool IsBare, int Start, int End, int Line, int Column) Describe(
        DocumentNode node) => node switch
    {
        ScalarNode scalar => ("scalar", scalar.Text, scalar.IsPlain, node.Start, node.End, node.Line, node.Column),
        SequenceNode sequence => ("list", $"{sequence.Items.Count}", sequence.IsFlow, node.Start, node.End, node.Line, node.Column),
        MappingNode mapping => ("mapping", $"{mapping.Entries.Count}", mapping.IsFlow, node.Start, node.End, node.Line, node.Column),
        _ => throw new InvalidOperationException(node.ToString()),
    };

    private static IReadOnlyList<DocumentNode> Children(DocumentNode node) => node switch
    {
        SequenceNode sequence => sequence.Items,
        MappingNode mapping => [.. mapping.Entries.SelectMany(entry => new[] { entry.Key, entry.Value })],
        _ => [],
    };
}
