using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Events;

/// <summary><c>tickets watch</c>: events as they happen, in whatever process, until Ctrl-C.</summary>
internal static class WatchCommand
{
    private static readonly Option<string?> Type = Options.Text("Only this type, such as ticket.closed or ticket.*.", "--type", "-t");
    private static readonly Option<TicketId?> Ticket = Options.Parsed<TicketId>("Only of this ticket.", "--ticket");
    private static readonly Option<int?> Limit = Options.Integer("Ends after this many events.", 1, int.MaxValue, "--limit", "-n");
    private static readonly Option<double?> Seconds = Options.Number("Ends after this many seconds.", "--seconds");
    private static readonly Option<string> Format = OutputFormat.Create(OutputFormat.Table, OutputFormat.Json, OutputFormat.JsonLines);

    internal static Command Build(CommandFrame frame) => frame.Define(
        "watch", "Shows events as they happen, in whatever process. Ctrl-C ends it. JSON is one object a line.",
        [Type, Ticket, Limit, Seconds, Format], RunAsync);

    [SuppressMessage(
        "Reliability", "CA2012:Use ValueTasks correctly",
        Justification = "The first step is begun before others are told that watching has begun.")]
    private static async Task<int> RunAsync(Invocation invocation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(invocation.CancellationToken);
        if (invocation.Get(Seconds) is { } seconds)
        {
            end.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        invocation.Session.WatchFiles = true;

        // What happened before is taken into the log first: only what happens from now on is shown.
        await invocation.Session.GetEventLogAsync(invocation.CancellationToken).ConfigureAwait(false);
        var bus = await invocation.Session.StartEventsAsync(invocation.CancellationToken).ConfigureAwait(false);
        var stream = bus.StreamAsync(invocation.Get(Type) ?? "*", null, end.Token).GetAsyncEnumerator(end.Token);
        await using (stream.ConfigureAwait(false))
        {
            var next = stream.MoveNextAsync();
            invocation.Note("Watching. Ctrl-C ends it.");
            try
            {
                var shown = 0;
                while (await next.ConfigureAwait(false))
                {
                    if (IsWanted(invocation, stream.Current))
                    {
                        Print(invocation, stream.Current);
                        if (++shown == invocation.Get(Limit))
                        {
                            break;
                        }
                    }

                    next = stream.MoveNextAsync();
                }
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // That is how watching ends.
            }
        }

        return ExitCodes.Success;
    }

    private static bool IsWanted(Invocation invocation, Event made) =>
        invocation.Get(Ticket) is not { } ticket || made.Subject == ticket.Key;

    private static void Print(Invocation invocation, Event made)
    {
        if (invocation.Get(Format) == OutputFormat.Table)
        {
            invocation.Output.Write(EventListing.Line(made) + "\n");
        }
        else
        {
            JsonShape.WriteLine(invocation.Output, writer => EventListing.WriteMembers(writer, made));
        }

        invocation.Output.Flush();
    }
}
