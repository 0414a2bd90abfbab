// dotnet run -c Release --project benchmarks/RepoTickets.Benchmarks -- --filter '*'     all of them, about an hour
// dotnet run -c Release --project benchmarks/RepoTickets.Benchmarks -- --filter '*Cached*'
// dotnet run -c Release --project benchmarks/RepoTickets.Benchmarks -- memory           memory of an index of 100,000 tickets
// dotnet run -c Release --project benchmarks/RepoTickets.Benchmarks -- open             opening, whole processes' worth of work, medians
// dotnet run -c Release --project benchmarks/RepoTickets.Benchmarks -- workflows        workflows of five steps a second, in memory and durable
// dotnet run -c Release --project benchmarks/RepoTickets.Benchmarks -- grouping-quality <folder>   labelled logs in JSON Lines
// dotnet run -c Release --project benchmarks/RepoTickets.Benchmarks -- learning         regret of choosing agents, the same on every run
// dotnet run -c Release --project benchmarks/RepoTickets.Benchmarks -- triage           log triage, parallel against one worker
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using RepoTickets.Benchmarks;
using RepoTickets.Benchmarks.Data;

using var folder = new RunFolder();
switch (args)
{
    case ["memory", ..]:
        MemoryMeasurement.Run();
        break;
    case ["open", ..]:
        await OpenMeasurement.RunAsync([.. args.Skip(1).Select(int.Parse)]);
        break;
    case ["workflows", ..]:
        await WorkflowMeasurement.RunAsync();
        break;
    case ["learning", ..]:
        Console.Write(RepoTickets.Workflows.Simulation.LearningSimulation.Table(seeds: 20));
        break;
    case ["triage", ..]:
        await TriageMeasurement.RunAsync();
        break;
    case ["grouping-quality", var sets]:
        return RepoTickets.Benchmarks.Grouping.GroupingQuality.Run(sets);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.WithOptions(ConfigOptions.JoinSummary));
        break;
}

return 0;
