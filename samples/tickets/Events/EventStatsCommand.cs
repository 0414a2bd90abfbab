using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Events;

namespace RepoTickets.CommandLine.Events;

/// <summary><c>tickets events stats</c>: how many of each type.</summary>
internal static class EventStatsCommand
{
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("stats", "How many events of each type the log holds.", [Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var log = await invocation.Session.GetEventLogAsync(invocation.CancellationToken).ConfigureAwait(false);
        var cleared = ClearedMark.Read(invocation.Session.LocalFolder);
        var byType = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await foreach (var logged in log.ReadAsync(
            EventLogStart.After(cleared), "*", false, invocation.CancellationToken).ConfigureAwait(false))
        {
            byType[logged.Event.Type] = byType.GetValueOrDefault(logged.Event.Type) + 1;
        }

        var statistics = log.GetStatistics();
        var total = byType.Values.Sum();
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "event-stats", writer =>
            {
                writer.WriteNumber("total_events", total);
                writer.WriteStartObject("events_by_type");
                foreach (var (type, count) in byType)
                {
                    writer.WriteNumber(type, count);
                }

                writer.WriteEndObject();
                writer.WriteNumber("next_number", statistics.Next);
                writer.WriteNumber("segments", statistics.Segments);
                writer.WriteNumber("bytes", statistics.Bytes);
                writer.WriteNumber("damaged_lines", statistics.Damaged);
            });
            return ExitCodes.Success;
        }

        invocation.Output.Write($"Events: {total}\n");
        foreach (var (type, count) in byType)
        {
            invocation.Output.Write($"  {SafeText.Line(type, 130)}: {count}\n");
        }

        invocation.Output.Write($"Log: {Texts.Count(statistics.Segments, "segment")}, {statistics.Bytes} bytes\n");
        return ExitCodes.Success;
    }
}
