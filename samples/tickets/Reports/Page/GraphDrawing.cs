using RepoTickets.CommandLine.Reports.Graph;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>
/// A component of the dependency graph, drawn at its natural size: what must be done first stands left of what waits for it.
/// </summary>
internal static class GraphDrawing
{
    private const double NodeWidth = 176;
    private const double NodeHeight = 46;
    private const double ColumnGap = 56;
    private const double RowGap = 18;
    private const double Margin = 12;

    internal static void Write(HtmlWriter html, GraphComponent component, int number)
    {
        var layout = GraphLayout.Of(component);

        // Lines that lead back go round below, which takes room.
        var back = component.Edges.Any(static edge => edge.InCycle) ? 34 : 0;
        var width = (2 * Margin) + (layout.Columns * (NodeWidth + ColumnGap)) - ColumnGap;
        var height = (2 * Margin) + (layout.Rows * (NodeHeight + RowGap)) - RowGap + back;
        var places = layout.Nodes.ToDictionary(static placed => placed.Node.Id, StringComparer.Ordinal);
        html.Write($"""<figure class="graph{new Markup(component.HasCycle ? " cyclic" : "")}">""");
        html.Write($"""<div class="scroll" tabindex="0" role="group" aria-label="Dependency graph {number}, can be scrolled">""");
        html.Write(
            $"""<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="graph-{number}">""");
        html.Write($"""<title id="graph-{number}">{component.Nodes.Count} tickets that depend on each other; the list below tells""");
        html.Write($""" how.</title>""");
        foreach (var edge in component.Edges.OrderBy(static edge => edge.InCycle))
        {
            WriteEdge(html, edge, places, height);
        }

        foreach (var placed in layout.Nodes)
        {
            WriteNode(html, placed);
        }

        html.Write($"</svg></div><details><summary>As a list</summary><ul>");
        foreach (var edge in component.Edges)
        {
            html.Write($"<li>{edge.To} waits for {edge.From}{(edge.InCycle ? " (part of a cycle)" : "")}</li>");
        }

        html.Write($"</ul></details></figure>\n");
    }

    private static void WriteEdge(HtmlWriter html, GraphEdge edge, Dictionary<string, PlacedNode> places, double height)
    {
        var from = places[edge.From];
        var to = places[edge.To];
        var startX = X(from) + NodeWidth;
        var startY = Y(from) + (NodeHeight / 2);
        var endX = X(to);
        var endY = Y(to) + (NodeHeight / 2);
        var style = new Markup(edge.InCycle ? "edge cycle" : "edge");
        if (to.Column > from.Column)
        {
            var bend = Math.Max(ColumnGap / 2, (endX - startX) / 2);
            html.Write($"""<path class="{style}" d="M{startX} {startY}C{startX + bend} {startY} {endX - bend} {endY} {endX - 7}""");
            html.Write($""" {endY}"/>""");
            html.Write($"""<path class="{style} head" d="M{endX - 8} {endY - 4}L{endX - 1} {endY}L{endX - 8} {endY + 4}Z"/>""");
            return;
        }

        // It leads back: from the lower edge, round below all tickets, and up into the lower edge of the other.
        var fromX = X(from) + (NodeWidth / 2) + 14;
        var toX = X(to) + (NodeWidth / 2) - 14;
        var bottom = height - 6;
        html.Write($"""<path class="{style}" d="M{fromX} {Y(from) + NodeHeight}C{fromX} {bottom + 8} {toX} {bottom + 8} {toX}""");
        html.Write($""" {Y(to) + NodeHeight + 7}"/>""");
        html.Write($"""<path class="{style} head" d="M{toX - 4} {Y(to) + NodeHeight + 8}L{toX} {Y(to) + NodeHeight + 1}L{toX + 4}""");
        html.Write($""" {Y(to) + NodeHeight + 8}Z"/>""");
    }

    private static void WriteNode(HtmlWriter html, PlacedNode placed)
    {
        var node = placed.Node;
        var status = node.Ticket is { } ticket ? Badges.StatusClass(ticket.Status.Value) : "missing";
        var full = node.Ticket is { } known ? $"{known.Title} ({known.Status})" : "There is no such ticket.";
        html.Write($"""<g class="node {status}{new Markup(node.InCycle ? " in-cycle" : "")}" data-ticket="{node.Id}">""");
        html.Write($"""<title>{full,PageText.LongestTitle}</title>""");
        html.Write($"""<rect class="box" x="{X(placed)}" y="{Y(placed)}" width="{NodeWidth}" height="{NodeHeight}" rx="6"/>""");
        html.Write($"""<rect class="mark" x="{X(placed)}" y="{Y(placed) + 6}" width="5" height="{NodeHeight - 12}" rx="2"/>""");
        html.Write($"""<foreignObject x="{X(placed) + 14}" y="{Y(placed) + 4}" width="{NodeWidth - 22}" height="{NodeHeight - 8}">""");
        html.Write(
            $"""<div class="id">{node.Id}</div><div class="name"><bdi>{node.Ticket?.Title ?? "missing"}</bdi></div></foreignObject>""");
        html.Write($"""</g>""");
    }

    private static double X(PlacedNode placed) => Margin + (placed.Column * (NodeWidth + ColumnGap));

    private static double Y(PlacedNode placed) => Margin + (placed.Row * (NodeHeight + RowGap));
}
