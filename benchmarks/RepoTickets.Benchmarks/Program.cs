// dotnet run -c Release --project benchmarks/RepoTickets.Benchmarks -- COMMAND, of which there are:
//   --filter '*'              all of them, about an hour
//   --filter '*Cached*'
//   summary                   the headline table, under three minutes; --json FILE
//   compare                   suites of reads, both in turns, for busy machines; --json FILE
//   throughput                threads and processes; --seconds 2 --json FILE
//   soak                      processes under kill -9; --minutes 30 --processes 4 --json FILE
//   charts                    pictures of benchmarks/results in docs/pictures
//   memory                    memory of an index of 100,000 tickets
//   open                      opening, whole processes' worth of work, medians
//   workflows                 workflows of five steps a second, in memory and durable
//   workflow-queries          questions about 5,000 workflows
//   grouping-quality <folder> labelled logs in JSON Lines; a second folder
//                             that gets the group of each line, for other programs that score
//   learning                  regret of choosing agents, the same on every run
//   triage                    log triage, faults by workers; --logs 100 for these only, --json FILE --remark TEXT
//   grouping                  lines a second, and the memory of a million hostile ones; --json FILE --remark TEXT
using BenchmarkDotNet.Running;
using RepoTickets.Benchmarks;
using RepoTickets.Benchmarks.Charts;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Grouping;
using RepoTickets.Benchmarks.Soak;
using RepoTickets.Benchmarks.Summary;
using RepoTickets.Benchmarks.Throughput;
using RepoTickets.Benchmarks.Triage;
using RepoTickets.Storage.Worker;

// Workers of a measurement work in its folder and have none of their own.
switch (args)
{
    case ["commit-worker", var store, .. var values]:
        await CommitWorker.RunAsync(new WorkerContext(store, values));
        return 0;
    case ["soak-worker", var store, .. var values]:
        return await SoakWorker.RunAsync(new WorkerContext(store, values));
    case ["charts", .. var rest]:
        ChartsCommand.Run(new CommandArguments(rest));
        return 0;
    default:
        break;
}

using var folder = new RunFolder();
switch (args)
{
    case ["summary", .. var rest]:
        await SummaryCommand.RunAsync(new CommandArguments(rest).Text("--json"));
        break;
    case ["compare", .. var rest]:
        await CompareCommand.RunAsync(new CommandArguments(rest).Text("--json"));
        break;
    case ["throughput", .. var rest]:
        await ThroughputCommand.RunAsync(new CommandArguments(rest));
        break;
    case ["soak", .. var rest]:
        return await SoakCommand.RunAsync(new CommandArguments(rest));
    case ["memory", ..]:
        MemoryMeasurement.Run();
        break;
    case ["open", .. var counts]:
        await OpenMeasurement.RunAsync([.. counts.Select(int.Parse)]);
        break;
    case ["workflows", ..]:
        await WorkflowMeasurement.RunAsync();
        break;
    case ["workflow-queries", ..]:
        await WorkflowQueryMeasurement.RunAsync();
        break;
    case ["learning", ..]:
        Console.Write(RepoTickets.Workflows.Simulation.LearningSimulation.Table(seeds: 20));
        break;
    case ["triage", .. var rest]:
        await TriageCommand.RunAsync(new CommandArguments(rest));
        break;
    case ["grouping", .. var rest]:
        await GroupingCommand.RunAsync(new CommandArguments(rest));
        break;
    case ["grouping-quality", var sets, .. var rest]:
        return GroupingQuality.Run(sets, rest.FirstOrDefault());
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, SuiteConfiguration.Create());
        break;
}

return 0;
