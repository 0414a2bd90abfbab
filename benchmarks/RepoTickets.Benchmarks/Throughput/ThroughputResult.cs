namespace RepoTickets.Benchmarks.Throughput;

/// <summary>One run of the throughput measurement.</summary>
internal sealed record ThroughputResult(
    string Kind, DateTimeOffset Measured, string Machine, double SecondsEach, IReadOnlyList<ThreadRow> Threads,
    IReadOnlyList<ProcessRow> Processes);

/// <summary>An operation by several threads of one process.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Threads">By how many threads.</param>
/// <param name="PerSecond">How often in a second, by all together; the median of the rounds.</param>
/// <param name="Scaling">How many times that of one thread.</param>
internal sealed record ThreadRow(string Operation, int Threads, double PerSecond, double Scaling);

/// <summary>Commits by several processes, each flushed before it counts.</summary>
/// <param name="Processes">How many processes.</param>
/// <param name="PerSecond">Commits in a second, by all together.</param>
/// <param name="Scaling">How many times those of one process.</param>
/// <param name="Median">Seconds that half of the commits took at most.</param>
/// <param name="Percentile99">Seconds that 99 of 100 commits took at most.</param>
/// <param name="Fairness">Commits of the process with the fewest, as a part of the one with the most.</param>
internal sealed record ProcessRow(int Processes, double PerSecond, double Scaling, double Median, double Percentile99, double Fairness);
