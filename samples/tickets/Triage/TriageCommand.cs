using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RepoTickets.CommandLine.Batches;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.LogTriage;

namespace RepoTickets.CommandLine.Triage;

/// <summary><c>tickets triage [FILE]</c>: a log in, tickets without duplicates out.</summary>
internal static class TriageCommand
{
    private static readonly Argument<string?> Source = new("FILE")
    {
        Description = "The log: text, JSON Lines or OTLP JSON Lines; - or nothing for standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> DryRun = Options.Flag("Only tells what would be done. The default.", "--dry-run");
    private static readonly Option<bool> Real = Options.Flag("Files tickets.", "--real");
    private static readonly Option<bool?> Parallel = new("--async")
    {
        Description = "Works on several faults at once; --async false for one after the other.",
        HelpName = "BOOLEAN",
    };
    private static readonly Option<int?> Workers = Options.Integer("How many at once, 1 to 20.", 1, 20, "--workers");
    private static readonly Option<int?> BatchSize = Options.Integer(
        "How many outcomes are written down together.", 1, int.MaxValue, "--batch-size");
    private static readonly Option<int?> MaximumTickets = Options.Integer(
        "How many tickets at most; 0 for any number. Default 3: faults beyond are told and left for another run.",
        0, int.MaxValue, "--max-tickets");
    private static readonly Option<string?> Profile = Options.Text("development, staging, production or testing.", "--profile");
    private static readonly Option<string?> Team = Options.Text("A team of the file of teams.", "--team");
    private static readonly Option<string?> Teams = Options.Text("The file of teams, JSON. Default teams.json.", "--teams");
    private static readonly Option<bool> Check = Options.Flag("Checks the settings, says where each comes from, and ends.", "--check");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "triage",
        "Turns a log into tickets without duplicates. Files nothing unless --real is given.",
        [Source, DryRun, Real, Parallel, Workers, BatchSize, MaximumTickets, Profile, Team, Teams, Check, Format],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if (invocation.Get(DryRun) && invocation.Get(Real))
        {
            throw CommandFailedException.Usage("--dry-run and --real exclude each other.");
        }

        var (settings, team) = ReadSettings(invocation);
        if (invocation.Get(Check))
        {
            TriageReport.PrintSettings(invocation, invocation.Get(Format), settings, invocation.Get(Real));
            return ExitCodes.Success;
        }

        using var stream = Open(invocation);
        var store = invocation.Get(Real)
            ? await invocation.StoreForChangeAsync().ConfigureAwait(false)
            : await invocation.StoreAsync().ConfigureAwait(false);
        var services = BuildServices(invocation, store, settings, team);
        await using (services.ConfigureAwait(false))
        {
            var file = FilePath(invocation);
            var source = new ObservedSource(file is null ? LogSources.Stream(stream!, "stdin") : LogSources.File(file));
            using var progress = new TriageProgressLine(invocation.Terminal, invocation.Session.LogSettings.IsOn);
            var result = await services.GetRequiredService<ILogProcessor>()
                .ProcessAsync(source, new() { Progress = progress }, invocation.CancellationToken).ConfigureAwait(false);
            progress.Clear();
            if (stream?.Problem is { } problem)
            {
                throw CommandFailedException.Usage(problem);
            }

            TriageReport.Print(invocation, invocation.Get(Format), result, source.Rejected);
            return invocation.CancellationToken.IsCancellationRequested
                ? ExitCodes.Cancelled
                : result.IsComplete ? ExitCodes.Success : ExitCodes.Failure;
        }
    }

    private static (TriageSettings Settings, TriageTeam? Team) ReadSettings(Invocation invocation)
    {
        try
        {
            var settings = TriageSettings.Load(new()
            {
                CommandLine = Given(invocation),
                Environment = TriageSettings.Names.ToDictionary(static name => name, name => invocation.Terminal.Environment(name)),
                Profile = invocation.Get(Profile),
            });
            return (settings, invocation.Get(Team) is { } team ? FindTeam(invocation, team) : null);
        }
        catch (TriageSettingsException exception)
        {
            throw new CommandFailedException(ExitCodes.Usage, exception.Message, exception);
        }
    }

    /// <summary>What is said here goes before environment and profile.</summary>
    private static Dictionary<string, string?> Given(Invocation invocation)
    {
        var given = new Dictionary<string, string?>();
        // Never left to environment or profile: nothing but --real files tickets.
        Add(AncestorSettings.FilesTickets, invocation.Get(Real) ? "true" : "false");
        Add("ASYNC_ENABLED", invocation.Get(Parallel)?.ToString());
        Add("ASYNC_MAX_WORKERS", invocation.Get(Workers)?.ToString(CultureInfo.InvariantCulture));
        Add("ASYNC_BATCH_SIZE", invocation.Get(BatchSize)?.ToString(CultureInfo.InvariantCulture));
        Add("MAX_TICKETS_PER_RUN", invocation.Get(MaximumTickets)?.ToString(CultureInfo.InvariantCulture));
        return given;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                given.Add(name, value);
            }
        }
    }

    private static TriageTeam FindTeam(Invocation invocation, string name)
    {
        var file = Path.GetFullPath(invocation.Get(Teams) ?? "teams.json", Path.GetFullPath(invocation.Terminal.CurrentFolder));
        _ = File.Exists(file) ? BoundedInput.LengthOf(file) : 0;
        return TriageTeams.Load(file).FirstOrDefault(team => team.Id == name)
            ?? throw new TriageSettingsException([$"the team '{SafeText.Line(name, 100)}' is not in {SafeText.Line(file, 300)}"]);
    }

    /// <summary>Standard input; null for a file, which its source opens itself.</summary>
    private static CancellableInput? Open(Invocation invocation)
    {
        if (FilePath(invocation) is { } file)
        {
            if (!File.Exists(file))
            {
                throw CommandFailedException.NotFound(
                    $"There is no file '{SafeText.Line(file, 300)}'. Give the path of a log, or - for standard input.");
            }

            // Whoever opens a pipe waits for somebody to write to it, and cannot be called off.
            BoundedInput.LengthOf(file);
            LogHead.Check(file);
            return null;
        }

        return invocation.Get(Source) is null && invocation.Terminal.CanAsk
            ? throw CommandFailedException.Usage("Give the path of a log, or pipe one into the command.")
            : new CancellableInput(invocation.Terminal.OpenInputStream());
    }

    private static string? FilePath(Invocation invocation) => invocation.Get(Source) is { Length: > 0 } file and not "-"
        ? Path.GetFullPath(file, Path.GetFullPath(invocation.Terminal.CurrentFolder))
        : null;

    private static ServiceProvider BuildServices(Invocation invocation, ITicketStore store, TriageSettings settings, TriageTeam? team)
    {
        var services = new ServiceCollection().AddSingleton(store).AddSingleton((IStoreMaintenance)store);
        if (invocation.Session.LogSettings.IsOn)
        {
            services.AddSingleton(invocation.Session.GetService<ILoggerFactory>());
        }

        return services
            .AddRepoTickets(tickets => tickets
                .AddLogTriage(options =>
                {
                    options.RepositoryPath = invocation.Session.Repository;

                    // As what comes from Datadog has a label that says so.
                    options.Draft.BaseLabel = FilePath(invocation) is null ? "stdin-log" : "file-log";
                    team?.ApplyTo(options);
                })
                .AddTriageSettings(settings))
            .BuildServiceProvider();
    }
}
