using System.Globalization;
using System.Text.Json;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Events;

namespace RepoTickets.CommandLine.Events;

/// <summary>How events look in lists; as JSON they are what the log holds.</summary>
internal static class EventListing
{
    internal static Listing<LoggedEvent> Listing { get; } = new(
        "events",
        [
            ("number", static item => item.Number.ToString(CultureInfo.InvariantCulture)),
            ("time", static item => Time(item.Event)),
            ("type", static item => item.Event.Type),
            ("subject", static item => item.Event.Subject?.Id ?? ""),
            ("source", static item => item.Event.Source),
            ("data", static item => Summary(item.Event)),
        ],
        static (writer, item) =>
        {
            writer.WriteNumber("number", item.Number);
            WriteMembers(writer, item.Event);
        });

    internal static void WriteMembers(Utf8JsonWriter writer, Event made)
    {
        using var document = JsonDocument.Parse(EventJson.Default.ToBytes(made));
        foreach (var member in document.RootElement.EnumerateObject())
        {
            member.WriteTo(writer);
        }
    }

    /// <summary>One line for people.</summary>
    internal static string Line(Event made) =>
        $"{Time(made)}  {made.Type,-22} {SafeText.Line(made.Subject?.Id, 64),-12} {SafeText.Line(Summary(made), 160)}";

    private static string Time(Event made) => made.Time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Summary(Event made) => made.Payload switch
    {
        TicketClosed closed => $"{closed.FormerStatus} → {closed.Status}: {closed.Title}",
        TicketReopened reopened => $"{reopened.FormerStatus} → {reopened.Status}: {reopened.Title}",
        TicketAssigned assigned => $"{assigned.From ?? "nobody"} → {assigned.To ?? "nobody"}: {assigned.Title}",
        TicketCommented commented => $"{commented.Comment.Author}: {commented.Comment.Content}",
        TicketUpdated updated => $"{Samples.Texts.Join(updated.Fields)}: {updated.Title}",
        TicketPayload ticket => ticket.Title,
        TicketDeleted deleted => deleted.Title ?? "",
        EpicUpdated updated => $"{Samples.Texts.Join(updated.Fields)}: {updated.Title}",
        EpicPayload epic => epic.Title,
        BacklogItemPayload item => item.Title,
        AgentTaskPayload task => $"{task.TaskType} for {task.TicketId} by {task.AgentId}",
        AgentPayload agent => agent.Name,
        BatchCommitted batch => $"{batch.Created.Count} created, {batch.Updated.Count} updated, {batch.Deleted.Count} deleted",
        BatchCompleted batch => $"{batch.Created} created, {batch.Updated} updated, {batch.Deleted} deleted, {batch.Failed} failed",
        IndexRebuilt rebuilt => Samples.Texts.Count(rebuilt.TicketCount, "ticket"),
        CacheCleared cleared => $"{cleared.TicketCount} documents",
        StoreFault fault => $"{fault.Path}: {fault.Message}",
        FeedGap gap => $"commits {gap.From} to {gap.To}: {gap.Reason}",
        LeaseGranted lease => $"{lease.Holder} (token {lease.Token})",
        LeaseReleased lease => $"{lease.Holder} (token {lease.Token})",
        LeaseExpired lease => $"{lease.Holder} (token {lease.Token})",
        RequirementAdded requirement => requirement.Title,
        RequirementVerified requirement => requirement.Title,
        _ => "",
    };
}
