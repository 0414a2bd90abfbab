using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Store;

/// <summary><c>tickets cache-stats [--clear] [--format]</c>: what the cache of this process has done.</summary>
internal static class CacheStatsCommand
{
    private static readonly Option<bool> Clear = Options.Flag("Empties the cache.", "--clear");
    private static readonly Option<string> Format = OutputFormat.Create("summary", OutputFormat.Table, OutputFormat.Json);

    internal static Command Build(CommandFrame frame) =>
        frame.Define(
            "cache-stats", "Statistics of the cache. It lives in a process, so a command sees what it did itself.", [Clear, Format],
            RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var clear = invocation.Get(Clear);
        if (clear)
        {
            // The store that is opened after the bus tells it what happens beside commits.
            await invocation.Session.StartEventsAsync(invocation.CancellationToken).ConfigureAwait(false);
        }

        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var maintenance = (IStoreMaintenance)store;
        var statistics = await store.GetStatisticsAsync(invocation.CancellationToken).ConfigureAwait(false);
        var cleared = clear
            ? await invocation.Session.DoObservedAsync<CacheCleared, long>(
                () => ValueTask.FromResult(maintenance.ClearCache()), invocation.CancellationToken).ConfigureAwait(false)
            : 0;
        var cache = maintenance.GetCacheStatistics();
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "cache-stats", writer =>
            {
                writer.WriteBoolean("enabled", cache.Enabled);
                writer.WriteNumber("hits", cache.Hits);
                writer.WriteNumber("misses", cache.Misses);
                writer.WriteNumber("evictions", cache.Evictions);
                writer.WriteNumber("cache_size", cache.Count);
                writer.WriteNumber("hit_rate", cache.HitRate);
                writer.WriteNumber("indexed_tickets", statistics.Total);
                writer.WriteBoolean("cleared", clear);
                writer.WriteNumber("cleared_documents", cleared);
            });
            return ExitCodes.Success;
        }

        invocation.Output.Write(
            $"""
            Cache: {(cache.Enabled ? "enabled" : "disabled")}
              Hits: {cache.Hits}
              Misses: {cache.Misses}
              Hit rate: {Texts.Share(cache.HitRate * 100)}
              Evictions: {cache.Evictions}
              Cached documents: {cache.Count}
              Tickets in the index: {statistics.Total}

            """);
        if (clear)
        {
            invocation.Output.Write($"✓ Cleared {Texts.Count((int)cleared, "document")}\n");
        }

        return ExitCodes.Success;
    }
}
