using System.Text.Json;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Dependencies;

/// <summary>
/// Writes what is below a ticket, each ticket's own part once: two ways to one ticket would double all that is below it, and again at every
/// such place. That is where the ticket first comes; but where something is too deep, it is where the ticket comes highest, because a part
/// that is cut at one place and left out at another would be shown nowhere. One walk for each instance.
/// </summary>
internal sealed class DependencyTree(TicketDependencies dependencies, Func<TicketId, IEnumerable<TicketId>> next)
{
    /// <summary>What lies deeper is left out, and said to be.</summary>
    internal const int MaximumDepth = 50;

    private readonly HashSet<TicketId> _above = [];
    private readonly HashSet<TicketId> _shown = [];

    /// <summary>How deep each ticket is at its highest place; null while each is shown where it first comes.</summary>
    private Dictionary<TicketId, int>? _highest;

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

    internal void Print(TextWriter output, TicketId root)
    {
        Prepare(root);
        Print(output, root, "", "");
    }

    internal void Write(Utf8JsonWriter writer, TicketId root)
    {
        Prepare(root);
        WritePart(writer, root);
    }

    private void WritePart(Utf8JsonWriter writer, TicketId id)
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
                WritePart(writer, child);
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

    private void Prepare(TicketId root)
    {
        if (IsCut(root))
        {
            _highest = MeasureFrom(root);
        }

        _above.Clear();
        _shown.Clear();
    }

    /// <summary>Something is too deep when each ticket is shown where it first comes. Walks as it will be written.</summary>
    private bool IsCut(TicketId id)
    {
        switch (Enter(id))
        {
            case Place.TooDeep:
                return true;
            case Place.First:
                var isCut = next(id).Any(IsCut);
                _above.Remove(id);
                return isCut;
            default:
                return false;
        }
    }

    private Dictionary<TicketId, int> MeasureFrom(TicketId root)
    {
        var highest = new Dictionary<TicketId, int> { [root] = 0 };
        var waiting = new Queue<TicketId>([root]);
        while (waiting.TryDequeue(out var id))
        {
            foreach (var child in next(id))
            {
                if (highest.TryAdd(child, highest[id] + 1))
                {
                    waiting.Enqueue(child);
                }
            }
        }

        return highest;
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

        if (_shown.Contains(id) || IsShownHigher(id))
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

    private bool IsShownHigher(TicketId id) => _highest is not null && _highest[id] < Math.Min(_above.Count, MaximumDepth);
}
