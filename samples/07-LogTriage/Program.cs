// A log file in, tickets in a .tickets folder out, offline: grouping, rules, duplicates, without any server.
//   dotnet run --project samples/07-LogTriage                          a log of its own making, dry run
//   dotnet run --project samples/07-LogTriage -- app.log --real        files tickets into the repository around the current folder,
//                                                                      which it names first
//   tail -f app.log | dotnet run --project samples/07-LogTriage -- - --real
using System.CommandLine;
using RepoTickets.Samples.LogTriage;

var file = new Argument<string?>("file")
{
    Description = "The log: text, JSON Lines or OTLP JSON Lines; - for standard input; none for a log of its own making.",
    Arity = ArgumentArity.ZeroOrOne,
};
var repository = new Option<string?>("--repo")
{
    Description = "A folder in the repository; default the current folder, for a log of its own making a new one. The repository is " +
        "named before anything is done.",
};
var dryRun = new Option<bool>("--dry-run") { Description = "Only tell what would be done. The default." };
var real = new Option<bool>("--real") { Description = "File tickets." };
var parallel = new Option<bool?>("--async") { Description = "Work on several faults at once; --async false for one after the other." };
var workers = new Option<int?>("--workers") { Description = "How many at once, 1 to 20." };
var batchSize = new Option<int?>("--batch-size") { Description = "How many outcomes are written down together." };
var maximumTickets = new Option<int?>("--max-tickets") { Description = "How many tickets at most; 0 for any number. Default 3." };
var profile = new Option<string?>("--profile") { Description = "development, staging, production or testing." };
var team = new Option<string?>("--team") { Description = "A team of the file of teams." };
var teams = new Option<string>("--teams") { Description = "The file of teams (JSON).", DefaultValueFactory = static _ => "teams.json" };
var check = new Option<bool>("--check") { Description = "Check the settings and say where each comes from, and end." };

var root = new RootCommand("Turns a log into tickets without duplicates.")
{
    file, repository, dryRun, real, parallel, workers, batchSize, maximumTickets, profile, team, teams, check,
};
root.Validators.Add(result =>
{
    if (result.GetValue(dryRun) && result.GetValue(real))
    {
        result.AddError("--dry-run and --real exclude each other.");
    }
});
root.SetAction((parsed, cancellationToken) => Triage.RunAsync(
    new()
    {
        File = parsed.GetValue(file),
        Repository = parsed.GetValue(repository),
        Real = parsed.GetValue(real),
        DryRun = parsed.GetValue(dryRun),
        Parallel = parsed.GetValue(parallel),
        Workers = parsed.GetValue(workers),
        BatchSize = parsed.GetValue(batchSize),
        MaximumTickets = parsed.GetValue(maximumTickets),
        Profile = parsed.GetValue(profile),
        Team = parsed.GetValue(team),
        TeamsFile = parsed.GetValue(teams)!,
        Check = parsed.GetValue(check),
    },
    cancellationToken));
return await root.Parse(args).InvokeAsync();
