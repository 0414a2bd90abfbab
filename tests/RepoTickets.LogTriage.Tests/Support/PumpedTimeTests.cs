using System.Diagnostics;

namespace RepoTickets.LogTriage.Tests.Support;

[Collection("alone")]
public sealed class PumpedTimeTests
{
    [Fact]
    public async Task RunAsync_AnHourOfWaits_TakesNoTime()
    {
        var time = new PumpedTime();
        var start = time.GetUtcNow();

        await time.RunAsync(Task.Run(async () =>
        {
            for (var wait = 0; wait < 60; wait++)
            {
                await Task.Delay(TimeSpan.FromMinutes(1), time);
            }

            return true;
        }));

        Assert.Equal(TimeSpan.FromHours(1), time.GetUtcNow() - start);
    }

    /// <summary>Two threads compute in turns, on a machine with more to do than it has processors.</summary>
    [Fact]
    public async Task RunAsync_WorkTakesLongOnABusyMachine_TheClockDoesNotLeapOverIt()
    {
        var load = Enumerable.Range(0, 2 * Environment.ProcessorCount)
            .Select(_ => Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "while :; do :; done"]))!)
            .ToArray();
        try
        {
            var time = new PumpedTime();
            var start = time.GetUtcNow();
            var deadline = Task.Delay(TimeSpan.FromSeconds(1), time);

            var at = await time.RunAsync(Task.Run(async () =>
            {
                for (var turn = 0; turn < 50; turn++)
                {
                    await Task.Run(static () => Compute(TimeSpan.FromMilliseconds(2)));
                    await Task.Yield();
                }

                return time.GetUtcNow();
            }));

            Assert.Equal(start, at);
            Assert.False(deadline.IsCompleted);
        }
        finally
        {
            foreach (var process in load)
            {
                process.Kill();
                await process.WaitForExitAsync();
                process.Dispose();
            }
        }
    }

    private static void Compute(TimeSpan length)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < length;)
        {
            Thread.SpinWait(100);
        }
    }
}
