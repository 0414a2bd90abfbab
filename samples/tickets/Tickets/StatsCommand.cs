using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets stats</c>: how many of each status and priority.</summary>
internal static class StatsCommand
{
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("stats", "How many tickets there are of each status and priority.", [Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var statistics = await store.GetStatisticsAsync(invocation.CancellationToken).ConfigureAwait(false);
        var configuration = await store.GetConfigurationAsync(invocation.CancellationToken).ConfigureAwait(false);
        var statuses = configuration.Statuses.Concat(statistics.ByStatus.Keys).Distinct()
            .Select(status => (Name: status.Value, Count: statistics.ByStatus.GetValueOrDefault(status))).ToList();
        var priorities = configuration.Priorities.Concat(statistics.ByPriority.Keys).Distinct()
            .Select(priority => (Name: priority.Value, Count: statistics.ByPriority.GetValueOrDefault(priority))).ToList();
        var notEnded = statistics.ByStatus.Where(static entry => entry.Key.IsOpen).Sum(static entry => entry.Value);
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "stats", writer =>
            {
                writer.WriteNumber("total", statistics.Total);
                writer.WriteNumber("not_ended", notEnded);
                writer.WriteStartObject("by_status");
                statuses.ForEach(entry => writer.WriteNumber(entry.Name, entry.Count));
                writer.WriteEndObject();
                writer.WriteStartObject("by_priority");
                priorities.ForEach(entry => writer.WriteNumber(entry.Name, entry.Count));
                writer.WriteEndObject();
                writer.WriteNumber("faults", statistics.Faults);
            });
            return ExitCodes.Success;
        }

        invocation.Output.Write($"Total: {statistics.Total} ({notEnded} not ended)\n");
        invocation.Output.Write("By status:\n");
        statuses.ForEach(entry => invocation.Output.Write($"  {entry.Name}: {entry.Count}\n"));
        invocation.Output.Write("By priority:\n");
        priorities.ForEach(entry => invocation.Output.Write($"  {entry.Name}: {entry.Count}\n"));
        if (statistics.Faults > 0)
        {
            invocation.Note($"tickets: {Texts.Count(statistics.Faults, "file")} cannot be read. 'tickets verify' says why.");
        }

        return ExitCodes.Success;
    }
}
