using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Store;

/// <summary><c>tickets config [--show | --edit | --reset]</c>.</summary>
internal static class ConfigCommand
{
    private static readonly Option<bool> Show = Options.Flag("Shows it. The default.", "--show");
    private static readonly Option<bool> Edit = Options.Flag("Opens it in $VISUAL or $EDITOR, and checks it afterwards.", "--edit");
    private static readonly Option<bool> Reset = Options.Flag(
        "Puts the defaults in its place; the former file stays beside it.", "--reset");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("config", "Shows or changes config.yaml.", [Show, Edit, Reset, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if ((invocation.Get(Show) ? 1 : 0) + (invocation.Get(Edit) ? 1 : 0) + (invocation.Get(Reset) ? 1 : 0) > 1)
        {
            throw CommandFailedException.Usage("--show, --edit and --reset exclude each other: give one of them.");
        }

        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var path = Path.Join(invocation.Session.TicketsFolder, "config.yaml");
        if (invocation.Get(Edit))
        {
            await EditAsync(invocation, path).ConfigureAwait(false);
        }
        else if (invocation.Get(Reset))
        {
            await ResetFileAsync(invocation, path).ConfigureAwait(false);
        }

        await store.RefreshAsync(invocation.CancellationToken).ConfigureAwait(false);
        var configuration = await store.GetConfigurationAsync(invocation.CancellationToken).ConfigureAwait(false);
        Print(invocation, configuration);
        NoteOwnWords(invocation, configuration);
        return await ReportFaultsAsync(invocation, store).ConfigureAwait(false);
    }

    private static async Task EditAsync(Invocation invocation, string path)
    {
        var command = invocation.Terminal.Environment("VISUAL") is { Length: > 0 } visual
            ? visual
            : invocation.Terminal.Environment("EDITOR");
        var words = (command ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            throw CommandFailedException.Usage(
                $"Neither VISUAL nor EDITOR names an editor. Set one, or edit {SafeText.Line(path)} yourself.");
        }

        // Not through a shell: what stands in a path must not be run.
        using var editor = Start(words, path);
        await editor.WaitForExitAsync(invocation.CancellationToken).ConfigureAwait(false);
        if (editor.ExitCode != 0)
        {
            throw new CommandFailedException(
                ExitCodes.Failure,
                $"The editor ended with exit code {editor.ExitCode}. Look whether {SafeText.Line(path)} is as it should be.");
        }
    }

    private static Process Start(string[] words, string path)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(words[0], [.. words[1..], path]))!;
        }
        catch (Win32Exception exception)
        {
            throw CommandFailedException.Usage(
                $"The editor '{SafeText.Line(words[0], 200)}' cannot be started: {exception.Message}. Set VISUAL or EDITOR.");
        }
    }

    private static async Task ResetFileAsync(Invocation invocation, string path)
    {
        await invocation.ConfirmAsync("Put the default configuration in place of config.yaml?").ConfigureAwait(false);
        var stamp = invocation.Terminal.Time.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        string? kept = $"{path}.before-{stamp}";
        for (var attempt = 1; Path.Exists(kept); attempt++)
        {
            kept = $"{path}.before-{stamp}-{attempt.ToString(CultureInfo.InvariantCulture)}";
        }

        if (!File.Exists(path))
        {
            kept = null;
        }
        else
        {
            File.Copy(path, kept, overwrite: false);
        }

        try
        {
            File.WriteAllText(path + ".tmp", ConfigurationText.Of(new()));
            File.Move(path + ".tmp", path, overwrite: true);
        }
        catch (Exception exception) when (WrittenFile.IsRefusal(exception))
        {
            throw WrittenFile.Explain(exception, path + ".tmp", path);
        }

        if (kept is not null)
        {
            invocation.Note($"The former file is {SafeText.Line(kept)}");
        }
    }

    /// <summary>What a status or priority of the repository's own does not do, which its name may promise.</summary>
    private static void NoteOwnWords(Invocation invocation, TicketsConfiguration configuration)
    {
        var statuses = configuration.Statuses.Where(static status => !status.IsBuiltIn).Select(static status => status.Value).ToList();
        var priorities = configuration.Priorities
            .Where(static priority => !priority.IsBuiltIn).Select(static priority => priority.Value).ToList();
        if (statuses.Count > 0)
        {
            invocation.Note(
                $"tickets: A ticket that is {SafeText.Line(string.Join(" or ", statuses), 300)} counts as open: work ends by closed " +
                "or cancelled alone.");
        }

        if (statuses.Count + priorities.Count > 0)
        {
            var words = SafeText.Line(string.Join(", ", statuses.Concat(priorities)), 300);
            invocation.Note($"tickets: The Python package cannot load tickets that are {words}.");
        }
    }

    private static async Task<int> ReportFaultsAsync(Invocation invocation, ITicketStore store)
    {
        var faults = await store.GetFaultsAsync(invocation.CancellationToken).ConfigureAwait(false);
        foreach (var fault in faults.Where(static fault => fault.Path.EndsWith("config.yaml", StringComparison.Ordinal)))
        {
            invocation.Note($"tickets: {SafeText.Line(fault.ToString(), 500)} 'tickets config --edit' opens it.");
            return ExitCodes.FaultsFound;
        }

        return ExitCodes.Success;
    }

    private static void Print(Invocation invocation, TicketsConfiguration configuration)
    {
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "config", writer =>
            {
                writer.WriteString("default_status", configuration.DefaultStatus.Value);
                writer.WriteString("id_prefix", configuration.IdPrefix);
                writer.Texts("labels", configuration.Labels);
                writer.Texts("priorities", configuration.Priorities.Select(static priority => priority.Value));
                writer.Texts("statuses", configuration.Statuses.Select(static status => status.Value));
            });
            return;
        }

        var fields = new FieldWriter(invocation.Output);
        fields.Write("default_status", configuration.DefaultStatus.Value);
        fields.Write("id_prefix", configuration.IdPrefix);
        fields.Write("labels", Texts.Join(configuration.Labels));
        fields.Write("priorities", Texts.Join(configuration.Priorities.Select(static priority => priority.Value)));
        fields.Write("statuses", Texts.Join(configuration.Statuses.Select(static status => status.Value)));
    }
}
