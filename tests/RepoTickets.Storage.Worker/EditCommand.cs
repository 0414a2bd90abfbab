namespace RepoTickets.Storage.Worker;

/// <summary>
/// Changes one field of a ticket again and again and looks each time whether its own last value is still there. Says <c>WRONG …</c> when
/// somebody who changes another field has taken it back, <c>CONFLICT</c> for each refusal, and at its end <c>LAST value</c>.
/// </summary>
internal static class EditCommand
{
    internal static async Task RunAsync(WorkerContext context)
    {
        await using var store = await context.OpenAsync();
        context.WaitForGo();
        var id = TicketId.Parse(context.Text("ticket"));
        var field = context.Text("field");
        var last = "none";
        for (var i = 0; i < context.Number("times", 100); i++)
        {
            var value = $"{field}-{i}";
            try
            {
                await store.UpdateAsync(id, ticket => Set(ticket, field, value));
                last = value;
            }
            catch (VersionConflictException)
            {
                context.Say("CONFLICT");
            }

            var found = Get(await store.GetRequiredAsync<Ticket>(id.Key), field);
            if (found != last)
            {
                context.Say($"WRONG {field} is {found} after {last} was acknowledged");
            }
        }

        context.Say($"LAST {last}");
    }

    internal static string Get(Ticket ticket, string field) => field == "branch" ? ticket.Branch : ticket.Assignee ?? "none";

    private static Ticket Set(Ticket ticket, string field, string value) =>
        field == "branch" ? ticket with { Branch = value } : ticket with { Assignee = value };
}
