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

            var (source, repository) = Open(arguments);
            await using var services = new ServiceCollection()
                .AddRepoTickets(tickets => tickets
                    .AddStorage(options => (options.RepositoryPath, options.CreateIfMissing) = (repository, arguments.File is null))
                    .AddLogTriage(options =>
                    {
                        options.RepositoryPath = repository;
                        team?.ApplyTo(options);
                    })
                    .AddTriageSettings(settings))
                .BuildServiceProvider();
            var screen = new Screen();
            var result = await services.GetRequiredService<ILogProcessor>().ProcessAsync(source, new() { Progress = screen }, cancellationToken);
            screen.Finish();
            Summary.Show(result, repository);
            return result.IsComplete ? 0 : 1;
        }
        catch (RepoTicketsException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static (ILogSource Source, string Repository) Open(Arguments arguments) => arguments.File switch
    {
        null => (LogSources.File(MadeLog.Write()), arguments.Repository ?? Directory.CreateTempSubdirectory("log-triage-").FullName),
        "-" => (LogSources.StandardInput(), arguments.Repository ?? "."),
        var file => (LogSources.File(file), arguments.Repository ?? "."),
    };

    private static TriageTeam FindTeam(string file, string name) =>
        TriageTeams.Load(file).FirstOrDefault(team => team.Id == name)
        ?? throw new TriageSettingsException([$"the team '{name}' is not in {file}"]);

    private static int ShowSettings(TriageSettings settings)
    {
        Console.WriteLine("The settings are valid. Not the default are:");
        foreach (var (name, origin) in settings.Origins)
        {
            Console.WriteLine($"  {name,-34} {origin}");
        }

        return 0;
    }
}
