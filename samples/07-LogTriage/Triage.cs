using Microsoft.Extensions.DependencyInjection;
using RepoTickets.LogTriage;

namespace RepoTickets.Samples.LogTriage;

/// <summary>Composes, runs, and shows what became of it.</summary>
internal static class Triage
{
    internal static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            var settings = TriageSettings.Load(new()
            {
                CommandLine = arguments.ToSettings(),
                Environment = TriageSettingSources.ReadEnvironment(),
                Profile = arguments.Profile,
            });
            var team = arguments.Team is { } name ? FindTeam(arguments.TeamsFile, name) : null;
            if (arguments.Check)
            {
                return ShowSettings(settings);
            }

            var repository = Repository.Choose(arguments);
            Console.WriteLine($"Repository: {repository.Folder} ({repository.Reason})");
            await using var services = new ServiceCollection()
                .AddRepoTickets(tickets => tickets
                    .AddStorage(options => (options.RepositoryPath, options.CreateIfMissing) = (repository.Folder, repository.IsOwn))
                    .AddLogTriage(options =>
                    {
                        options.RepositoryPath = repository.Folder;
                        options.Draft.BaseLabel = arguments.File == "-" ? "stdin-log" : "file-log";
                        team?.ApplyTo(options);
                    })
                    .AddTriageSettings(settings))
                .BuildServiceProvider();

            if (arguments.Real)
            {
                // Where there is no store, that is said before anything is written, the triage's own state included.
                await services.GetRequiredService<ITicketStore>().GetOriginAsync(cancellationToken);
            }

            var screen = new Screen();
            var result = await services.GetRequiredService<ILogProcessor>().ProcessAsync(
                Open(arguments), new() { Progress = screen }, cancellationToken);
            screen.Finish();
            Summary.Show(result, repository.Folder);
            return result.IsComplete ? 0 : 1;
        }
        catch (RepoTicketsException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static ILogSource Open(Arguments arguments) => arguments.File switch
    {
        null => LogSources.File(MadeLog.Write()),
        "-" => LogSources.StandardInput(),
        var file => LogSources.File(file),
    };

    private static TriageTeam FindTeam(string file, string name) =>
        TriageTeams.Load(file).FirstOrDefault(team => team.Id == name)
        ?? throw new TriageSettingsException([$"the team '{name}' is not in {file}"]);

    private static int ShowSettings(TriageSettings settings)
    {
        // Whether tickets are filed is said by --real alone, so it always comes from the command line.
        var origins = settings.Origins.Where(static pair => pair.Key != "AUTO_CREATE_TICKET").ToList();
        Console.WriteLine(
            origins.Count > 0 ? "The settings are valid. Not the default are:" : "The settings are valid. All are the defaults.");
        foreach (var (name, origin) in origins)
        {
            Console.WriteLine($"  {name,-34} {origin}");
        }

        return 0;
    }
}
