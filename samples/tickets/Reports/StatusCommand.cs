using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Reports.Readme;

namespace RepoTickets.CommandLine.Reports;

/// <summary><c>tickets status [--days] [--update-readme] [--generate-report]</c>.</summary>
internal static class StatusCommand
{
    private static readonly Option<bool> UpdateReadme = Options.Flag(
        $"Writes the section '{StatusSection.Heading}' of README.md; all else in the file stays.", "--update-readme");

    private static readonly Option<bool> GenerateReport = Options.Flag("Writes STATUS.md, with all figures.", "--generate-report");
    private static readonly Option<int?> Days = Options.Integer("What counts as recent, in days. Default 7.", 1, 36_500, "--days");
    private static readonly Option<string> Format = OutputFormat.Create("summary", "detailed", OutputFormat.Json);

    internal static Command Build(CommandFrame frame) =>
        frame.Define("status", "The state of the project.", [UpdateReadme, GenerateReport, Days, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var days = invocation.Get(Days) ?? 7;
        var status = await invocation.ShowProgressAsync(
            "reading tickets",
            async _ => await ProjectStatus.ReadAsync(
                store, days, invocation.Terminal.Time, invocation.CancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        switch (invocation.Get(Format))
        {
            case OutputFormat.Json:
                StatusJson.Write(invocation.Output, status);
                break;
            default:
                Print(invocation, status, days, invocation.Get(Format) == "detailed");
                break;
        }

        FaultNotes.Write(invocation, status.Faults, "counted");
        WriteFiles(invocation, status, days);
        return ExitCodes.Success;
    }

    private static void WriteFiles(Invocation invocation, ProjectStatus status, int days)
    {
        var repository = invocation.Session.Repository;
        var project = Path.GetFileName(Path.TrimEndingDirectorySeparator(repository));
        var today = DateOnly.FromDateTime(invocation.Terminal.Time.GetLocalNow().DateTime);
        if (invocation.Get(UpdateReadme))
        {
            Tell(StatusFiles.Readme, StatusFiles.UpdateReadme(repository, project, StatusMarkdown.Section(status, days, today)));
        }

        if (invocation.Get(GenerateReport))
        {
            Tell(StatusFiles.Page, StatusFiles.WritePage(repository, StatusMarkdown.Page(project, status, days, today)));
        }

        // Beside the result, so that JSON stays alone on standard output.
        void Tell(string file, bool written) =>
            invocation.Note($"{(written ? "✓ Wrote" : "Already up to date:")} {SafeText.Line(Path.Join(repository, file))}");
    }

    private static void Print(Invocation invocation, ProjectStatus status, int days, bool detailed)
    {
        var fields = new FieldWriter(invocation.Output);
        fields.Write(
            "Tickets",
            $"{status.Total} ({status.NotEnded} not ended; by status {status.Open} open, {status.InProgress} in progress, " +
            $"{status.Closed} closed)");
        fields.Write("Urgent", $"{status.CriticalOpen} critical, {status.HighOpen} high");
        fields.Write($"Closed in {days} days", Texts.Number(status.RecentlyClosed.Count));
        fields.Write("Agents", $"{status.ActiveAgents} of {status.Agents} active, {status.ActiveTasks} of {status.Tasks} tasks under way");
        fields.Write(
            "Requirements",
            $"{status.Requirements} in {Texts.Count(status.TicketsWithRequirements, "ticket")}, " +
            $"{Texts.Share(status.RequirementsCoverage)} covered, {Texts.Share(status.TestPassRate)} of tests pass");
        if (detailed)
        {
            fields.Write("User stories", $"{status.Stories} ({status.StoryPoints} points)");
            fields.Write("Scenarios", Texts.Number(status.Scenarios));
            fields.Write("Expected results", Texts.Number(status.ExpectedResults));
            fields.Write("Acceptance criteria met", Texts.Count(status.AcceptanceMet, "ticket"));
            fields.Items(
                "Recently closed",
                status.RecentlyClosed.Select(static ticket => $"{ticket.Id} ({Texts.Day(ticket.UpdatedAt)}) {ticket.Title}"));
        }
    }
}
