using System.CommandLine;
using System.Globalization;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Storage;

namespace RepoTickets.CommandLine.Store;

/// <summary><c>tickets init [--force]</c>: makes a store. With force, one that is there is moved aside, never deleted.</summary>
internal static class InitCommand
{
    private static readonly Option<bool> Force = Options.Flag("Moves a store that is there aside and makes a new one.", "--force", "-f");

    internal static Command Build(CommandFrame frame) =>
        frame.Define("init", "Makes a store in this repository.", [Force], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var folder = invocation.Session.TicketsFolder;
        if (Directory.Exists(folder) && File.Exists(Path.Join(folder, "config.yaml")))
        {
            if (!invocation.Get(Force))
            {
                throw CommandFailedException.Conflict(
                    $"There is a store in {SafeText.Line(folder)}. '--force' moves it aside and makes a new one.");
            }

            invocation.Output.Write($"Moved the former store to {SafeText.Line(MoveAside(folder, invocation.Terminal.Time))}\n");
        }

        var (made, _) = TicketStore.Initialize(invocation.Session.Repository);
        await invocation.Session.BeginEventLogAsync(invocation.CancellationToken).ConfigureAwait(false);
        invocation.Output.Write($"✓ Initialized tickets in {SafeText.Line(made)}\n");
        return ExitCodes.Success;
    }

    private static string MoveAside(string folder, TimeProvider time)
    {
        var stamp = time.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        for (var attempt = 0; ; attempt++)
        {
            var target = $"{folder}.before-{stamp}{(attempt == 0 ? "" : $"-{attempt}")}";
            if (!Path.Exists(target))
            {
                Directory.Move(folder, target);
                return target;
            }
        }
    }
}
