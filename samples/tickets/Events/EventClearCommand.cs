using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Events;

namespace RepoTickets.CommandLine.Events;

/// <summary><c>tickets events clear</c>: the history begins anew from here.</summary>
internal static class EventClearCommand
{
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("clear", "Has the history begin anew. Programs that read the log are not concerned.", [Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        await invocation.ConfirmAsync("Clear the history of events?").ConfigureAwait(false);
        var log = await invocation.Session.GetEventLogAsync(invocation.CancellationToken).ConfigureAwait(false);
        var cleared = ClearedMark.Read(invocation.Session.LocalFolder);
        var count = 0;
        var last = cleared;
        await foreach (var logged in log.ReadAsync(
            EventLogStart.After(cleared), "*", false, invocation.CancellationToken).ConfigureAwait(false))
        {
            (count, last) = (count + 1, logged.Number);
        }

        ClearedMark.Write(invocation.Session.LocalFolder, last);
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "event-clear", writer => writer.WriteNumber("cleared", count));
        }
        else
        {
            invocation.Output.Write($"✓ Cleared {Texts.Count(count, "event")}\n");
        }

        return ExitCodes.Success;
    }
}
