using System.CommandLine;
using System.Text;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Reports;
using RepoTickets.CommandLine.Reports.Figures;
using RepoTickets.CommandLine.Reports.Page;
using RepoTickets.CommandLine.Screen.Model;
using RepoTickets.CommandLine.Screen.Run;

namespace RepoTickets.CommandLine.Screen;

/// <summary><c>tickets tui</c>: a screen with the list, and with keys for what is most often done.</summary>
internal static class TuiCommand
{
    internal static Command Build(CommandFrame frame) => frame.Define(
        "tui", "A screen to look at tickets and work on them by keys; '?' in it lists them. Needs a terminal.", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if (invocation.Terminal.OpenScreen is not { } open)
        {
            throw CommandFailedException.Usage(
                "'tickets tui' needs a terminal for what it reads and what it shows, and one that can place its cursor (TERM). " +
                "Without one, 'tickets list', 'show', 'create', 'comment' and so on do the same, with '--format json' for programs.");
        }

        // What is logged would tear the screen; a log file still gets it.
        var session = new Session(
            RepositoryLocator.Locate(invocation.GivenRepository, invocation.Terminal),
            invocation.Terminal.WithoutErrors()) { WatchFiles = true };
        await using (session.ConfigureAwait(false))
        {
            await session.BeginEventLogAsync(invocation.CancellationToken).ConfigureAwait(false);
            var store = await session.GetStoreAsync(invocation.CancellationToken).ConfigureAwait(false);
            return await RunAsync(invocation, session, store, open()).ConfigureAwait(false);
        }
    }

    private static async Task<int> RunAsync(Invocation invocation, Session session, ITicketStore store, IScreenDevice device)
    {
        using var following = CancellationTokenSource.CreateLinkedTokenSource(invocation.CancellationToken);
        var position = await store.Feed.GetPositionAsync(invocation.CancellationToken).ConfigureAwait(false);
        var time = invocation.Terminal.Time;
        var work = new ScreenStore(
            store, new(store, new IdentifierGenerator(), time), cancel => WriteReportAsync(invocation, session, store, cancel), time);
        using (device)
        {
            var loop = new ScreenLoop(device, work, new(invocation.Terminal.UsesColour));
            var state = new ScreenState
            {
                Width = device.Width,
                Height = device.Height,
                Repository = Path.GetFileName(Path.TrimEndingDirectorySeparator(session.Repository)),
                Configuration = await store.GetConfigurationAsync(invocation.CancellationToken).ConfigureAwait(false),
            };
            var follower = new FeedFollower(store, loop.Messages, time).FollowAsync(position, following.Token);
            try
            {
                return await loop.RunAsync(state, invocation.CancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await following.CancelAsync().ConfigureAwait(false);
                await follower.ConfigureAwait(false);
            }
        }
    }

    private static async Task<string> WriteReportAsync(
        Invocation invocation, Session session, ITicketStore store, CancellationToken cancellationToken)
    {
        var source = await ReportLoader.LoadAsync(
            store, session.Repository, invocation.Terminal.Time, ReportSource.DefaultDays, line: null,
            cancellationToken).ConfigureAwait(false);
        var path = Path.GetFullPath(ReportCommand.DefaultFile, Path.GetFullPath(invocation.Terminal.CurrentFolder));
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(ReportPage.Write(ReportFigures.Compute(source))));
        var opened = invocation.Terminal.OpenPage?.Invoke(path) == true ? "It opens in the browser." : "Open it in a browser.";
        return $"Wrote {SafeText.Line(path)} ({Texts.Count(source.Tickets.Count, "ticket")}). {opened}";
    }
}
