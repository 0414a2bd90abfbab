namespace RepoTickets.CommandLine.Reports.Graph;

/// <summary>A ticket's place: columns go from what must be done first to what waits; rows from the top.</summary>
internal sealed record PlacedNode(GraphNode Node, int Column, double Row);

/// <summary>
/// Where the tickets of a component stand. A ticket's column is one more than the last of those it waits for; dependencies that close a
/// cycle do not count for that. Within a column, tickets stand near what they wait for, so that few lines cross.
/// </summary>
internal sealed record GraphLayout(IReadOnlyList<PlacedNode> Nodes, int Columns, int Rows)
{
    private const int Sweeps = 8;

    internal static GraphLayout Of(GraphComponent component)
    {
        var forward = WithoutReturns(component);
        var columns = ColumnsOf(component, forward);
        var rows = RowsOf(component, forward, columns);
        var height = rows.Max(static row => row.Count);
        var placed = new List<PlacedNode>();
        for (var column = 0; column < rows.Count; column++)
        {
            var top = (height - rows[column].Count) / 2.0;
            for (var row = 0; row < rows[column].Count; row++)
            {
                placed.Add(new(rows[column][row], column, top + row));
            }
        }

        return new(placed, rows.Count, height);
    }

    /// <summary>The edges without those that lead back to a ticket on the path by which it was reached.</summary>
    private static List<GraphEdge> WithoutReturns(GraphComponent component)
    {
        var next = component.Edges.ToLookup(static edge => edge.From, StringComparer.Ordinal);
        var waiting = component.Edges.Where(static edge => !edge.InCycle).Select(static edge => edge.To).ToHashSet(StringComparer.Ordinal);
        var state = new Dictionary<string, bool>(StringComparer.Ordinal);
        var kept = new List<GraphEdge>();

        // Those that wait for nobody begin; a cycle is then entered where the rest of the component leads into it.
        foreach (var node in component.Nodes.OrderBy(node => waiting.Contains(node.Id)).ThenBy(
            static node => node.Id, StringComparer.Ordinal))
        {
            Visit(node.Id);
        }

        return kept;

        // A component has at most forty tickets, so the depth is bounded.
        void Visit(string id)
        {
            if (!state.TryAdd(id, true))
            {
                return;
            }

            foreach (var edge in next[id])
            {
                Visit(edge.To);
                if (!state[edge.To])
                {
                    kept.Add(edge);
                }
            }

            state[id] = false;
        }
    }

    private static Dictionary<string, int> ColumnsOf(GraphComponent component, List<GraphEdge> forward)
    {
        var columns = component.Nodes.ToDictionary(static node => node.Id, static _ => 0, StringComparer.Ordinal);
        var changed = true;
        while (changed)
        {
            changed = false;
            foreach (var edge in forward)
            {
                if (columns[edge.To] <= columns[edge.From])
                {
                    columns[edge.To] = columns[edge.From] + 1;
                    changed = true;
                }
            }
        }

        return columns;
    }

    private static List<List<GraphNode>> RowsOf(GraphComponent component, List<GraphEdge> forward, Dictionary<string, int> columns)
    {
        var rows = Enumerable.Range(0, columns.Values.Max() + 1).Select(static _ => new List<GraphNode>()).ToList();
        foreach (var node in component.Nodes)
        {
            rows[columns[node.Id]].Add(node);
        }

        var before = forward.ToLookup(static edge => edge.To, static edge => edge.From, StringComparer.Ordinal);
        var after = forward.ToLookup(static edge => edge.From, static edge => edge.To, StringComparer.Ordinal);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var neighbours = sweep % 2 == 0 ? before : after;
            var places = PlacesOf(rows);
            for (var column = 0; column < rows.Count; column++)
            {
                var sorted = rows[column]
                    .OrderBy(node => neighbours[node.Id].Select(id => places[id]).DefaultIfEmpty(places[node.Id]).Average())
                    .ToList();
                rows[column] = sorted;
                places = PlacesOf(rows);
            }
        }

        // The lines that close a cycle lead round below, where nothing should stand in their way.
        return [.. rows.Select(static row => row.OrderBy(static node => node.InCycle).ToList())];
    }

    private static Dictionary<string, double> PlacesOf(List<List<GraphNode>> rows)
    {
        var places = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Count; i++)
            {
                places[row[i].Id] = i - ((row.Count - 1) / 2.0);
            }
        }

        return places;
    }
}
