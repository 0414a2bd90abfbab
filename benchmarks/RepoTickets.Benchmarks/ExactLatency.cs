using System.Diagnostics;

namespace RepoTickets.Benchmarks;

/// <summary>
/// Waits that take as long as they say, as those for a network do. Timers of .NET go by a clock that steps every 4 ms on Linux, so that
/// <c>Task.Delay(2)</c> takes 4.3 ms in the middle: with them most of what a run takes over its ideal would be theirs. Thread-safe.
/// </summary>
internal static class ExactLatency
{
    private static readonly Lock Gate = new();
    private static readonly PriorityQueue<TaskCompletionSource, long> Waiting = new();
    private static readonly AutoResetEvent Sooner = new(initialState: false);

    static ExactLatency() => new Thread(Run) { IsBackground = true, Name = "latency" }.Start();

    internal static Task WaitAsync(TimeSpan time, CancellationToken cancellationToken = default)
    {
        var wait = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var due = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        bool isFirst;
        lock (Gate)
        {
            isFirst = !Waiting.TryPeek(out _, out var first) || due < first;
            Waiting.Enqueue(wait, due);
        }

        if (isFirst)
        {
            Sooner.Set();
        }

        return wait.Task.WaitAsync(cancellationToken);
    }

    private static void Run()
    {
        while (true)
        {
            var left = CompleteDue();
            if (left is null || left >= TimeSpan.FromMilliseconds(1))
            {
                // Whole milliseconds only: the kernel is never too early, but the rest of one would make it too late.
                Sooner.WaitOne(left is { } time ? (int)time.TotalMilliseconds : Timeout.Infinite);
            }
            else
            {
                Thread.Yield();
            }
        }
    }

    /// <summary>How long until the next one; null for never.</summary>
    private static TimeSpan? CompleteDue()
    {
        lock (Gate)
        {
            while (Waiting.TryPeek(out var wait, out var due))
            {
                var left = due - Stopwatch.GetTimestamp();
                if (left > 0)
                {
                    return TimeSpan.FromSeconds((double)left / Stopwatch.Frequency);
                }

                Waiting.Dequeue();
                wait.SetResult();
            }

            return null;
        }
    }
}
