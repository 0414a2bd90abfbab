using System.Globalization;

namespace RepoTickets.Storage.Worker;

/// <summary>Makes commits that carry its name and a number, and says <c>WROTE position number</c> for each.</summary>
internal static class WriteCommand
{
    internal static async Task RunAsync(WorkerContext context)
    {
        await using var store = await context.OpenAsync();
        context.WaitForGo();
        var name = context.Text("name");
        var ticket = await store.CreateAsync($"Written by {name}");
        for (var i = 0; i < context.Number("times", 100); i++)
        {
            context.Stopping.ThrowIfCancellationRequested();
            var change = DocumentChange.Update(ticket with { Description = StampText.Write(i) });
            var result = await store.CommitAsync(new ChangeSet(change)
            {
                Source = name, CorrelationId = i.ToString(CultureInfo.InvariantCulture),
            });
            ticket = (Ticket)result.Documents[0]!;
            context.Say($"WROTE {result.Position} {i}");
        }
    }
}
