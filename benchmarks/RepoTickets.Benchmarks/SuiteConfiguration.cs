using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;

namespace RepoTickets.Benchmarks;

/// <summary>How BenchmarkDotNet builds and runs the suites.</summary>
internal static class SuiteConfiguration
{
    // It compiles this program and every package anew for its runs; on two slow cores that takes longer than the two minutes it allows.
    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(15);

    internal static IConfig Create() => DefaultConfig.Instance
        .WithOptions(ConfigOptions.JoinSummary)
        .WithBuildTimeout(LongestBuild)

        // What is measured has been through the analyzers already, and they take most of that time.
        .AddJob(Job.Default.WithArguments([new MsBuildArgument("/p:RunAnalyzers=false")]).AsMutator());
}
