using RepoTickets.Batch;
using RepoTickets.CommandLine.Frame;
using Spectre.Console;

namespace RepoTickets.CommandLine.Batches;

/// <summary>Shows how far something is when it takes longer than a second, on standard error and only in a terminal.</summary>
internal sealed class ProgressBar : IProgress<BatchProgress>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private volatile Progressed _last = new(0, 1, "Planning");

    public void Report(BatchProgress value) => _last = new(value.Done, Math.Max(1, value.Total), value.Phase.ToString());

    internal static async Task<T> RunAsync<T>(Terminal terminal, Func<IProgress<BatchProgress>, Task<T>> run)
    {
        var bar = new ProgressBar();
        var work = run(bar);
        if (terminal.ErrorIsTerminal && await Task.WhenAny(work, Task.Delay(Patience, terminal.Time)).ConfigureAwait(false) != work)
        {
            await bar.ShowAsync(terminal, work).ConfigureAwait(false);
        }

        return await work.ConfigureAwait(false);
    }

    private Task ShowAsync(Terminal terminal, Task work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        return console.Progress().AutoClear(true).StartAsync(async context =>
        {
            var task = context.AddTask("Working");
            while (!work.IsCompleted)
            {
                var last = _last;
                (task.Description, task.MaxValue, task.Value) = (last.Phase, last.Total, last.Done);
                await Task.WhenAny(work, Task.Delay(Interval, terminal.Time)).ConfigureAwait(false);
            }
        });
    }

    private sealed record Progressed(int Done, int Total, string Phase);
}
