using System.Text.Json;
using System.Text.Json.Nodes;
using RepoTickets.Mcp.Scope;

namespace RepoTickets.Mcp.Tools;

/// <summary>The tickets that a ticket refers to, without those that do not exist for the client.</summary>
internal sealed class VisibleLinks
{
    private const string Journal = "journal_entries";

    private readonly Dictionary<string, JsonElement> _members = [];

    /// <summary>Texts that name a ticket which does not exist for the client.</summary>
    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);

    internal static async ValueTask<VisibleLinks> OfAsync(TicketDesk desk, Ticket ticket, CancellationToken cancellationToken)
    {
        var links = new VisibleLinks();
        if (desk.Scope.IsLimited)
        {
            foreach (var (name, targets) in Lists(ticket))
            {
                links._members[name] = JsonSerializer.SerializeToElement(
                    await desk.CoveredAsync(targets, cancellationToken).ConfigureAwait(false));
            }

            if (ticket.ParentTicketId is { } parent && await desk.FindAsync(parent, cancellationToken).ConfigureAwait(false) is null)
            {
                links._members["parent_ticket_id"] = JsonElement.Parse("null");
            }

            foreach (var text in ticket.JournalEntries.SelectMany(static entry => entry.Dependencies).Distinct(StringComparer.Ordinal))
            {
                // Other texts may stand there, too; what reads as an identifier counts as one.
                if (TicketId.TryParse(text.Trim().ToUpperInvariant(), out var id) &&
                    await desk.FindAsync(id, cancellationToken).ConfigureAwait(false) is null)
                {
                    links._hidden.Add(text);
                }
            }
        }

        return links;
    }

    internal JsonElement Replace(JsonProperty member) => member.Name == Journal && _hidden.Count > 0
        ? WithoutHidden(member.Value)
        : _members.GetValueOrDefault(member.Name, member.Value);

    private JsonElement WithoutHidden(JsonElement entries)
    {
        var kept = JsonSerializer.SerializeToNode(entries)!;
        foreach (var entry in kept.AsArray())
        {
            (entry?["dependencies"] as JsonArray)?.RemoveAll(
                item => item is JsonValue value && value.TryGetValue<string>(out var text) && _hidden.Contains(text));
        }

        return JsonSerializer.SerializeToElement(kept);
    }

    private static IEnumerable<(string Name, ValueList<TicketId> Targets)> Lists(Ticket ticket) =>
    [
        ("blocked_by", ticket.BlockedBy),
        ("blocks", ticket.Blocks),
        ("related_to", ticket.RelatedTo),
        ("child_ticket_ids", ticket.ChildTicketIds),
    ];
}
