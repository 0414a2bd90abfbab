using System.Text.Json;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Dependencies;

/// <summary>
/// Writes what is below a ticket, each ticket's own part once: two ways to one ticket would double all that is below it, and again at every
/// such place. One walk for each instance.
/// </summary>
internal sealed class DependencyTree(TicketDependencies dependencies, Func<TicketId, IEnumerable<TicketId>> next)
{
    /// <summary>What lies deeper is left out, and said to be.</summary>
    internal const int MaximumDepth = 50;

    private readonly HashSet<TicketId> _above = [];
    private readonly HashSet<TicketId> _shown = [];

    private enum Place
    {
        /// <summary>What is below it follows.</summary>
        First,

        /// <summary>It is above itself.</summary>
        Circle,

        /// <summary>What is below it stands elsewhere.</summary>
        Repeated,

        /// <summary>What is below it is too deep to be shown.</summary>
        TooDeep,
    }

    internal void Print(TextWriter output, TicketId root) => Print(output, root, "", "");

    internal void Write(Utf8JsonWriter writer, TicketId id)
    {
        var ticket = dependencies.Find(id);
        var place = Enter(id);
        writer.WriteString("id", id.Value);
        writer.WriteBoolean("exists", ticket is not null);
        writer.WriteString("title", ticket?.Title);
        writer.WriteString("status", ticket?.Status.Value);
        writer.WriteBoolean("circle", place == Place.Circle);
        writer.WriteBoolean("repeated", place == Place.Repeated);
        writer.WriteBoolean("too_deep", place == Place.TooDeep);
        writer.WriteStartArray("children");
        if (place == Place.First)
        {
            foreach (var child in next(id))
            {
                writer.WriteStartObject();
                Write(writer, child);
                writer.WriteEndObject();
            }

            _above.Remove(id);
        }

        writer.WriteEndArray();
    }

    private void Print(TextWriter output, TicketId id, string head, string indent)
    {
        var ticket = dependencies.Find(id);
        var place = Enter(id);
        var mark = place switch
        {
            Place.Circle => " (a circle)",
            Place.Repeated => " (*)",
            Place.TooDeep => " (what is below is not shown)",
            _ => "",
        };
        output.Write(
            $"{head}{id} {(ticket is null ? "(does not exist)" : $"[{ticket.Status}] {SafeText.Line(ticket.Title, 80)}")}{mark}\n");
        if (place != Place.First)
        {
            return;
        }

        var children = next(id).ToList();
        for (var i = 0; i < children.Count; i++)
        {
            var last = i == children.Count - 1;
            Print(output, children[i], indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
        }

        _above.Remove(id);
    }

    private Place Enter(TicketId id)
    {
        if (_above.Contains(id))
        {
            return Place.Circle;
        }

        if (!next(id).Any())
        {
            // Nothing is left out by showing it again.
            return Place.First;
        }

        if (_shown.Contains(id))
        {
            return Place.Repeated;
        }

        if (_above.Count >= MaximumDepth)
        {
            return Place.TooDeep;
        }

        _above.Add(id);
        _shown.Add(id);
        return Place.First;
    }
}
