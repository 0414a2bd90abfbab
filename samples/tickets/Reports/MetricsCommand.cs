using System.CommandLine;
using System.Text.Json;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Reports;

/// <summary><c>tickets metrics</c>: progress, risk, velocity and workload.</summary>
internal static class MetricsCommand
{
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("metrics", "Progress, risk, velocity and workload.", [Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        await invocation.StoreAsync().ConfigureAwait(false);
        var (source, metrics) = await invocation.ShowProgressAsync("reading tickets", async line =>
        {
            var source = await ReportLoader.LoadAsync(invocation, ReportSource.DefaultDays, line).ConfigureAwait(false);
            line?.Show(new("counting"));
            return (source, TicketMetrics.Of(source));
        }).ConfigureAwait(false);
        FaultNotes.Write(invocation, source.Faults, "counted");
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "metrics", writer =>
            {
                WriteJson(writer, metrics);
                FaultJson.Write(writer, source.Faults);
            });
            return ExitCodes.Success;
        }

        var fields = new FieldWriter(invocation.Output);
        fields.Write("Tickets", $"{Texts.Number(metrics.Overview.Total)} ({metrics.Overview.Open} not ended)");
        fields.Write("Completion", Texts.Share(metrics.Overview.CompletionRate));
        fields.Write("Ended in 7 days", Texts.Number(metrics.Velocity.FinishedInWeek));
        fields.Write("Ended in 30 days", Texts.Number(metrics.Velocity.FinishedInMonth));
        fields.Write("Average resolution", Texts.Number(metrics.AverageResolutionDays) + " days");
        fields.Write("Risk", $"{metrics.Risk.Score} ({metrics.Risk.Level})");
        fields.Write("Time logged", Texts.Hours(metrics.Overview.HoursSpent));
        fields.Items("Not ended, by age in days", metrics.OpenByAge.Select(static entry => $"{entry.Name}: {entry.Count}"));
        fields.Items("Not ended, by assignee", metrics.ByAssignee.Select(static entry => $"{entry.Name}: {entry.Count}"));
        fields.Items("Labels", metrics.ByLabel.Select(static entry => $"{entry.Name}: {entry.Count}"));
        return ExitCodes.Success;
    }

    private static void WriteJson(Utf8JsonWriter writer, TicketMetrics metrics)
    {
        writer.WriteNumber("total_tickets", metrics.Overview.Total);
        writer.Number("completion_rate", metrics.Overview.CompletionRate);
        writer.WriteNumber("closed_7_days", metrics.Velocity.FinishedInWeek);
        writer.WriteNumber("closed_30_days", metrics.Velocity.FinishedInMonth);
        writer.Number("average_resolution_days", metrics.AverageResolutionDays);
        writer.WriteNumber("risk_score", metrics.Risk.Score);
        writer.WriteString("risk_level", metrics.Risk.Level);
        writer.Number("hours_logged", metrics.Overview.HoursSpent);
        WriteCounts(writer, "open_by_age_days", metrics.OpenByAge);
        WriteCounts(writer, "open_by_assignee", metrics.ByAssignee);
        WriteCounts(writer, "labels", metrics.ByLabel);
    }

    private static void WriteCounts(Utf8JsonWriter writer, string name, IEnumerable<Share> counts)
    {
        writer.WriteStartObject(name);
        foreach (var (key, count) in counts)
        {
            writer.WriteNumber(key, count);
        }

        writer.WriteEndObject();
    }
}
