namespace RepoTickets.Benchmarks.Summary;

/// <summary>One of the two that are compared.</summary>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="Operations">How often a round does it: enough for the clock.</param>
/// <param name="RunAsync">Does it that often.</param>
internal sealed record Contender(string Name, int Operations, Func<int, Task> RunAsync)
{
    /// <summary>Makes ready for one round; not measured.</summary>
    internal Func<Task> BeforeAsync { get; init; } = static () => Task.CompletedTask;

    internal static Contender Of(string name, int operations, Action<int> run) => new(name, operations, count =>
    {
        run(count);
        return Task.CompletedTask;
    });
}
