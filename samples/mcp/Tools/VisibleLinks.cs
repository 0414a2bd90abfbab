using System.Text.Json;
using RepoTickets.Mcp.Scope;

namespace RepoTickets.Mcp.Tools;

/// <summary>The tickets that a ticket refers to, without those that do not exist for the client.</summary>
internal sealed class VisibleLinks
{
    private readonly Dictionary<string, JsonElement> _members = [];

    internal static async ValueTask<VisibleLinks> OfAsync(TicketDesk desk, Ticket ticket, CancellationToken cancellationToken)
    {
        var links = new VisibleLinks();
        if (desk.Scope.IsLimited)
        {
            foreach (var (name, targets) in Lists(ticket))
            {
                links._members[name] = JsonSerializer.SerializeToElement(await desk.CoveredAsync(targets, cancellationToken).ConfigureAwait(false));
            }

            if (ticket.ParentTicketId is { } parent && await desk.FindAsync(parent, cancellationToken).ConfigureAwait(false) is null)
            {
                links._members["parent_ticket_id"] = JsonElement.Parse("null");
            }
        }

        return links;
    }

    internal JsonElement Replace(JsonProperty member) => _members.GetValueOrDefault(member.Name, member.Value);

    private static IEnumerable<(string Name, ValueList<TicketId> Targets)> Lists(Ticket ticket) =>
    [
        ("blocked_by", ticket.BlockedBy),
        ("blocks", ticket.Blocks),
        ("related_to", ticket.RelatedTo),
        ("child_ticket_ids", ticket.ChildTicketIds),
    ];
}
