namespace RepoTickets.Storage.Worker;

/// <summary>
/// A process that tests start, talk to over its standard input and output, and kill: <c>command folder name=value…</c>. It says
/// <c>READY</c>, waits for <c>GO</c>, does its work and ends at <c>STOP</c>, at the end of its input, or when the work is done.
/// </summary>
internal static class WorkerProgram
{
    private static readonly Dictionary<string, Func<WorkerContext, Task>> Commands = new(StringComparer.Ordinal)
    {
        ["churn"] = ChurnCommand.RunAsync,
        ["count"] = CountCommand.RunAsync,
        ["history"] = HistoryCommand.RunAsync,
        ["hold"] = HoldCommand.RunAsync,
        ["edit"] = EditCommand.RunAsync,
        ["write"] = WriteCommand.RunAsync,
        ["follow"] = FollowCommand.RunAsync,
        ["hammer"] = HammerCommand.RunAsync,
    };

    internal static async Task<int> RunAsync(string[] args)
    {
        if (args.Length < 2 || !Commands.TryGetValue(args[0], out var command))
        {
            await Console.Error.WriteLineAsync($"Usage: {string.Join('|', Commands.Keys)} FOLDER [NAME=VALUE]...");
            return 2;
        }

        using var context = new WorkerContext(args[1], args[2..]);
        try
        {
            await command(context);
            return 0;
        }
        catch (OperationCanceledException) when (context.Stopping.IsCancellationRequested)
        {
            return 0;
        }
#pragma warning disable CA1031 // The parent shows what was printed; a crash dump would say less.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Say($"FAILED {exception.GetType().Name} {exception.Message.ReplaceLineEndings(" ")}");
            await Console.Error.WriteLineAsync(exception.ToString());
            return 1;
        }
    }
}
