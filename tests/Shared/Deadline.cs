using System.Diagnostics;

namespace RepoTickets.Tests;

/// <summary>Waits for other processes and threads by looking again and again, until a limit.</summary>
internal static class Deadline
{
    internal static readonly TimeSpan Usual = TimeSpan.FromSeconds(120);

    internal static async Task UntilAsync(Func<ValueTask<bool>> condition, string what, TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > (limit ?? Usual))
            {
                throw new TimeoutException($"After {clock.Elapsed.TotalSeconds:0.0} s still not: {what}");
            }

            await Task.Delay(5);
        }
    }

    internal static Task UntilAsync(Func<bool> condition, string what, TimeSpan? limit = null) =>
        UntilAsync(() => ValueTask.FromResult(condition()), what, limit);
}
