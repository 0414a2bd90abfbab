namespace RepoTickets.Storage.Worker;

/// <summary>Only listens: says <c>AT position source number</c> for every commit behind <c>from</c>, until it is stopped.</summary>
internal static class FollowCommand
{
    internal static async Task RunAsync(WorkerContext context)
    {
        await using var store = await context.OpenAsync();
        context.WaitForGo();
        await foreach (var commit in store.Feed.FollowAsync(context.Number("from", 0), context.Stopping))
        {
            context.Say($"AT {commit.Position} {(commit.Source.Length == 0 ? "-" : commit.Source)} {commit.CorrelationId ?? "-"}");
        }
    }
}
