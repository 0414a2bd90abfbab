using System.Globalization;
using RepoTickets;

namespace RepoTickets.Samples.ExistingRepository;

internal static class Overview
{
    internal static async Task ShowTicketsAsync(ITicketStore store)
    {
        var statistics = await store.GetStatisticsAsync();
        var counts = statistics.ByStatus.Where(static pair => pair.Value > 0).Select(static pair => $"{pair.Value} {pair.Key}");
        var result = await store.QueryAsync("sort:priority limit:50");
        Table.Print(
            $"{statistics.Total} tickets ({string.Join(", ", counts)})",
            ["ID", "STATUS", "PRIORITY", "ASSIGNEE", "UPDATED", "TITLE"],
            result.Tickets.Select(static ticket => new[]
            {
                ticket.Id.Value,
                ticket.Status.Value,
                ticket.Priority.Value,
                ticket.Assignee ?? "-",
                ticket.UpdatedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                ticket.Title,
            }));
    }

    internal static async Task ShowSearchAsync(ITicketStore store, string text)
    {
        var found = await store.SearchAsync(text);
        Table.Print(
            $"Search for '{text}': {found.Count} found in titles, labels, descriptions and comments",
            ["ID", "TITLE"],
            found.Select(static ticket => new[] { ticket.Id.Value, ticket.Title }));
    }

    internal static async Task ShowEpicsAsync(ITicketStore store)
    {
        var epics = await store.ListAsync<Epic>();
        var rows = new List<string[]>();
        foreach (var epic in epics.Documents)
        {
            var tickets = await store.GetManyAsync(epic.TicketIds);
            var closed = tickets.Count(static ticket => ticket is { Status.IsOpen: false });
            var share = tickets.Count == 0 ? 0 : (double)closed / tickets.Count;
            rows.Add([epic.Id.Value, $"[{new string('#', (int)(share * 10)),-10}] {closed} of {tickets.Count} closed", epic.Title]);
        }

        Table.Print($"{rows.Count} epics", ["ID", "PROGRESS", "TITLE"], rows);
    }

    internal static async Task ShowCacheAsync(ITicketStore store)
    {
        // Twice through all tickets: the second time comes from memory.
        var ids = (await store.QueryAsync(new TicketQuery { Take = 1000 })).Tickets.Select(static ticket => ticket.Id).ToList();
        await store.GetManyAsync(ids);
        await store.GetManyAsync(ids);
        var cache = ((IStoreMaintenance)store).GetCacheStatistics();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Cache: {cache.Count} documents, {cache.Hits} hits, {cache.Misses} misses, hit rate {cache.HitRate:P0}"));
        Console.WriteLine();
    }

    /// <returns>True when nothing is wrong.</returns>
    internal static async Task<bool> ShowVerificationAsync(ITicketStore store)
    {
        var report = await ((IStoreMaintenance)store).VerifyAsync();
        Table.Print(
            $"Verify: {report.DocumentsChecked} documents checked, {report.Findings.Count} findings",
            ["SEVERITY", "CODE", "FILE", "WHAT"],
            report.Findings.Select(static finding => new[] { finding.Severity.ToString(), finding.Code, finding.Path, finding.Message }));
        return report.Findings.All(static finding => finding.Severity != FindingSeverity.Error);
    }
}
