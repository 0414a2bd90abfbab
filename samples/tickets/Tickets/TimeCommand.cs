using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets time ID [--start | --stop | --add MIN]</c>; without any of these, what was spent.</summary>
internal static class TimeCommand
{
    private static readonly Argument<TicketId> Id = Options.Id<TicketId>("ID", "The ticket.");
    private static readonly Option<bool> Start = Options.Flag("Starts a session; one that runs is stopped first.", "--start", "-s");
    private static readonly Option<bool> Stop = Options.Flag("Stops the session that runs.", "--stop", "-t");
    private static readonly Option<int?> Add = Options.Integer(
        "Adds this many minutes that end now.", 1, Ticket.MaximumLogMinutes, "--add", "-a");
    private static readonly Option<string> Type = MakeType();
    private static readonly Option<string?> Description = Options.Text("What was done.", "--description", "-d");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("time", "Tracks time spent on a ticket.", [Id, Start, Stop, Add, Type, Description, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var (start, stop, add) = (invocation.Get(Start), invocation.Get(Stop), invocation.Get(Add));
        if ((start ? 1 : 0) + (stop ? 1 : 0) + (add is null ? 0 : 1) > 1)
        {
            throw CommandFailedException.Usage("--start, --stop and --add exclude each other: give one of them.");
        }

        if (start)
        {
            return await StartAsync(invocation).ConfigureAwait(false);
        }

        if (stop)
        {
            return await StopAsync(invocation).ConfigureAwait(false);
        }

        return add is { } minutes
            ? await AddAsync(invocation, minutes).ConfigureAwait(false)
            : await SummarizeAsync(invocation).ConfigureAwait(false);
    }

    private static async Task<int> StartAsync(Invocation invocation)
    {
        var (store, author) = await OpenAsync(invocation).ConfigureAwait(false);
        var ids = new IdentifierGenerator();
        var ticket = await store.UpdateAsync(
            invocation.Get(Id),
            before => before.StartTimeTracking(
                author, ids, invocation.Terminal.Time, invocation.Get(Description) ?? "", invocation.Get(Type)!),
            invocation.CancellationToken).ConfigureAwait(false);
        Print(
            invocation, ticket, "started", $"Started time tracking for {ticket.Id} (session {ticket.ActiveTimeLog!.Id})",
            ticket.ActiveTimeLog!);
        return ExitCodes.Success;
    }

    private static async Task<int> StopAsync(Invocation invocation)
    {
        var (store, _) = await OpenAsync(invocation).ConfigureAwait(false);
        var running = (await store.RequireAsync(invocation.Get(Id), invocation).ConfigureAwait(false)).ActiveTimeLog
            ?? throw CommandFailedException.Conflict(
                $"No session runs on {invocation.Get(Id)}. 'tickets time {invocation.Get(Id)} --start' starts one.");
        var ticket = await store.UpdateAsync(
            invocation.Get(Id), before => before.StopTimeTracking(invocation.Terminal.Time, running.Id),
            invocation.CancellationToken).ConfigureAwait(false);
        var stopped = ticket.TimeLogs.First(log => log.Id == running.Id);
        Print(invocation, ticket, "stopped", $"Stopped time tracking for {ticket.Id}: {stopped.DurationMinutes} min", stopped);
        return ExitCodes.Success;
    }

    private static async Task<int> AddAsync(Invocation invocation, int minutes)
    {
        var (store, author) = await OpenAsync(invocation).ConfigureAwait(false);
        var ids = new IdentifierGenerator();
        var ticket = await store.UpdateAsync(
            invocation.Get(Id),
            before => before.AddTimeLog(
                author, minutes, ids, invocation.Terminal.Time, invocation.Get(Description) ?? "", invocation.Get(Type)!),
            invocation.CancellationToken).ConfigureAwait(false);
        Print(invocation, ticket, "logged", $"Added {Texts.Hours(minutes / 60.0)} ({minutes}m) to {ticket.Id}", ticket.TimeLogs[^1]);
        return ExitCodes.Success;
    }

    private static async Task<int> SummarizeAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var ticket = await store.RequireAsync(invocation.Get(Id), invocation).ConfigureAwait(false);
        var time = invocation.Terminal.Time;
        var total = ticket.GetTotalHoursSpent(time);
        var byType = ticket.TimeLogs.Select(static log => log.EntryType).Distinct(StringComparer.Ordinal)
            .Select(type => (Type: type, Hours: ticket.GetTotalHoursSpent(time, type))).ToList();
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "time", writer =>
            {
                writer.WriteString("id", ticket.Id.Value);
                writer.WriteNumber("total_hours", total);
                writer.WriteStartObject("by_type");
                byType.ForEach(entry => writer.WriteNumber(entry.Type, entry.Hours));
                writer.WriteEndObject();
                writer.WriteString("active_session", ticket.ActiveTimeLog?.Id);
            });
            return ExitCodes.Success;
        }

        invocation.Output.Write($"Time on {ticket.Id}: {Texts.Hours(total)} in {Texts.Count(ticket.TimeLogs.Count, "entry", "entries")}\n");
        byType.ForEach(entry => invocation.Output.Write($"  {SafeText.Line(entry.Type, 40)}: {Texts.Hours(entry.Hours)}\n"));
        if (ticket.ActiveTimeLog is { } running)
        {
            invocation.Output.Write($"  running since {Texts.Minute(running.StartTime)} (session {SafeText.Line(running.Id, 40)})\n");
        }

        if (ticket.EstimatedHours is { } estimate)
        {
            invocation.Output.Write($"  estimated: {Texts.Hours(estimate)}, remaining: {Texts.Hours(Math.Max(0, estimate - total))}\n");
        }

        return ExitCodes.Success;
    }

    private static async Task<(ITicketStore Store, string Author)> OpenAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        return (store, (await store.GetOriginAsync(invocation.CancellationToken).ConfigureAwait(false)).UserName);
    }

    private static void Print(Invocation invocation, Ticket ticket, string action, string sentence, TimeLog log) => ChangePrinter.Print(
        invocation, invocation.Get(Format), action, ticket.Key, sentence, ("session", log.Id), ("description", log.Description),
        ("type", log.EntryType));

    private static Option<string> MakeType()
    {
        string[] types = ["work", "meeting", "research", "blocked", "review", "testing", "documentation", "other"];
        var option = new Option<string>("--type")
        {
            Description = $"What kind of work: {string.Join(", ", types)}. Default work.",
            HelpName = "TYPE",
            DefaultValueFactory = static _ => "work",
        };
        option.AcceptOnlyFromAmong(types);
        return option;
    }
}
