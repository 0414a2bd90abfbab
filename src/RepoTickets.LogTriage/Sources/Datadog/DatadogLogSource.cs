using System.Runtime.CompilerServices;

namespace RepoTickets.LogTriage.Datadog;

/// <summary>
/// Fetches the logs of several services at once and gives them in order of time, so that their order, and with it the groups, is the same
/// however fast which page came. The window is fixed when reading begins: one that moved with the clock would slide under the cursors.
/// </summary>
internal sealed class DatadogLogSource(DatadogClient client, DatadogOptions options, TimeProvider time,
    string composition = "") : ILogSource
{
    /// <summary>Ids of so many records are remembered while reading, to give none twice where pages overlap.</summary>
    private const int MaximumIds = 200_000;

    public string Name { get; } = composition.Length == 0 ? "datadog" : $"datadog:{composition}";

    public async IAsyncEnumerable<LogEntry> ReadAsync(
        Action<RejectedRecord>? rejected = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var position = StartPosition(out var from, out var to);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var readers = options.Services.Select(_ => new DatadogServiceReader(rejected)).ToList();
        var fetching = Task.WhenAll(options.Services.Select((service, index) => readers[index].FetchAsync(
            client, new(service, DatadogQuery.Write(options, service), from, to), options.MaximumPages, stop.Token)));
        try
        {
            foreach (var reader in readers)
            {
                await reader.MoveNextAsync(stop.Token).ConfigureAwait(false);
            }

            var seen = new HashSet<string>(StringComparer.Ordinal);
            (bool IsSet, string? Position) frozen = default;
            while (TakeEarliest(readers) is { } reader)
            {
                var entry = reader.Head!;
                if (IsNew(entry, seen, position))
                {
                    // After a service failed, a position may not go beyond what was read of it.
                    if (!frozen.IsSet && readers.Exists(static other => other.Failure is not null))
                    {
                        frozen = (true, Show(position));
                    }

                    yield return entry with { Position = frozen.IsSet ? frozen.Position : PositionAfter(position, entry) };
                }

                await reader.MoveNextAsync(stop.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Settle(fetching).ConfigureAwait(false);
        }

        ThrowIfIncomplete(readers);
    }

    private DatadogPosition StartPosition(out DateTimeOffset from, out DateTimeOffset to)
    {
        to = time.GetUtcNow();
        from = to - options.Lookback;
        if (options.ResumeAfter is { } text && DatadogPosition.TryParse(text, out var given))
        {
            from = DateTimeOffset.FromUnixTimeMilliseconds(given.From);
            return given.Continue(options.ResumeOverlap);
        }

        return new(options.ResumeOverlap);
    }

    /// <summary>
    /// The reader with the earliest record; records without a time go before all others. Equal times keep the order of the services.
    /// </summary>
    private static DatadogServiceReader? TakeEarliest(List<DatadogServiceReader> readers) =>
        readers.Where(static reader => reader.Head is not null).MinBy(static reader => reader.Head!.Time ?? DateTimeOffset.MinValue);

    private static bool IsNew(LogEntry entry, HashSet<string> seen, DatadogPosition position)
    {
        if (entry.Id is not { } id)
        {
            return true;
        }

        if (position.Contains(id))
        {
            return false;
        }

        if (seen.Count >= MaximumIds)
        {
            // Overlaps lie close together, so that forgetting the distant past harms nothing.
            seen.Clear();
        }

        return seen.Add(id);
    }

    private static string? PositionAfter(DatadogPosition position, LogEntry entry)
    {
        if (entry.Time is { } stamp)
        {
            position.Give(stamp, entry.Id ?? "");
        }

        return Show(position);
    }

    private static string? Show(DatadogPosition position) => position.From == 0 ? null : position.Write();

    /// <summary>The fetchers end by cancellation when the taker left early; what failed otherwise was seen by the taker.</summary>
    private static async Task Settle(Task fetching)
    {
        await fetching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static void ThrowIfIncomplete(List<DatadogServiceReader> readers)
    {
        var failures = readers.Select(static reader => reader.Failure).OfType<LogSourceIncompleteException>().ToList();
        if (failures.Count == 1)
        {
            throw failures[0];
        }

        if (failures.Count > 1)
        {
            throw new LogSourceIncompleteException(
                string.Join(" ", failures.Select(static failure => failure.Message)),
                failures.Max(static failure => failure.RetryAfter),
                failures[0]);
        }
    }
}
