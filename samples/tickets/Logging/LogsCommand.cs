using System.CommandLine;
using Microsoft.Extensions.Logging;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Logging;

/// <summary><c>tickets logs --level --json|--human --file</c>: kept with the store, so it holds for every later command.</summary>
internal static class LogsCommand
{
    private static readonly Option<string?> Level = MakeLevel();
    private static readonly Option<bool> Json = Options.Flag("JSON lines.", "--json");
    private static readonly Option<bool> Human = Options.Flag("Lines for people.", "--human");
    private static readonly Option<string?> LogFile = Options.Text(
        "A file beside standard error, always as JSON lines; empty for none. A path in .tickets/.sdk, such as log.jsonl.", "--file", "-f");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "logs", "Sets what is logged from now on by every command, to standard error and a file. Without options: shows it.",
        [Level, Json, Human, LogFile, Format], RunAsync);

    private static void CheckFile(string localFolder, string? name)
    {
        if (name is { Length: > 0 } && LogPath.Explain(localFolder, name) is { } reason)
        {
            throw CommandFailedException.Usage($"'{SafeText.Line(name, 300)}' cannot be logged to: {SafeText.Line(reason, 600)}");
        }
    }

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if (invocation.Get(Json) && invocation.Get(Human))
        {
            throw CommandFailedException.Usage("--json and --human exclude each other: give one of them.");
        }

        // Settings belong to a store: there must be one.
        await invocation.StoreAsync().ConfigureAwait(false);
        var settings = invocation.Session.LogSettings;
        var changed = Change(invocation, settings);
        if (changed != settings)
        {
            CheckFile(invocation.Session.LocalFolder, changed.File);
            changed.Write(invocation.Session.LocalFolder);
        }

        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "logs", writer =>
            {
                writer.WriteString("level", LogLevels.Write(changed.Level));
                writer.WriteString("format", changed.Json ? "json" : "human");
                writer.WriteString("file", changed.File);
            });
        }
        else
        {
            invocation.Output.Write($"Log level: {LogLevels.Write(changed.Level)}\nFormat: {(changed.Json ? "json" : "human")}\n");
            invocation.Output.Write(
                changed.File is { } file ? $"File: {SafeText.Line(Path.Join(invocation.Session.LocalFolder, file))}\n" : "");
        }

        return ExitCodes.Success;
    }

    private static LogSettings Change(Invocation invocation, LogSettings settings)
    {
        // Whoever names a form or a file wants to see something.
        var asked = invocation.Get(Json) || invocation.Get(Human) || !string.IsNullOrEmpty(invocation.Get(LogFile));
        var level = LogLevels.TryParse(invocation.Get(Level), out var given)
            ? given
            : asked && !settings.IsOn ? LogLevel.Information : settings.Level;
        return new(
            level,
            invocation.Get(Json) || (settings.Json && !invocation.Get(Human)),
            invocation.Get(LogFile) switch { null => settings.File, "" => null, { } file => file });
    }

    private static Option<string?> MakeLevel()
    {
        var option = new Option<string?>("--level", "-l")
        {
            Description = $"From which level on: {string.Join(", ", LogLevels.Names)}.",
            HelpName = "LEVEL",
        };
        option.AcceptOnlyFromAmong([.. LogLevels.Names, .. LogLevels.Names.Select(static name => name.ToUpperInvariant())]);
        return option;
    }
}
