using System.Text.Json.Nodes;

namespace RepoTickets.LogTriage.Jira.Adf;

/// <summary>A stretch of a line of Markdown: text, code, a break, or a run of emphasis marks that may yet turn out to be text.</summary>
internal sealed class InlinePiece
{
    internal required string Text { get; init; }

    internal bool IsCode { get; init; }

    internal bool IsBreak { get; init; }

    /// <summary>Where it leads; null for nowhere.</summary>
    internal string? Link { get; init; }

    /// <summary>The mark that it begins (+1) or ends (-1), such as <c>strong</c>; null for none.</summary>
    internal string? Mark { get; set; }

    internal int Change { get; set; }

    internal JsonObject ToNode(IReadOnlyCollection<string> marks)
    {
        if (IsBreak)
        {
            return AdfNodes.HardBreak();
        }

        // Code goes with nothing but a link.
        var given = IsCode ? ["code"] : marks;
        var nodes = given.Select(AdfNodes.Mark);
        return AdfNodes.Text(Text, Link is null ? nodes : nodes.Append(AdfNodes.Link(Link)));
    }
}
