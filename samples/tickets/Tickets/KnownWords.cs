using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Tickets;

/// <summary>
/// Statuses and priorities that a list can be asked for: those of the configuration, and those that tickets have all the same. A word that
/// is none of them is a slip of the keyboard, and an empty list would be no answer to it.
/// </summary>
internal static class KnownWords
{
    /// <exception cref="CommandFailedException">A word is not known.</exception>
    internal static async ValueTask CheckAsync(Invocation invocation, ITicketStore store, TicketStatus? status, TicketPriority? priority)
    {
        if (status is null && priority is null)
        {
            return;
        }

        var configuration = await store.GetConfigurationAsync(invocation.CancellationToken).ConfigureAwait(false);
        var statistics = await store.GetStatisticsAsync(invocation.CancellationToken).ConfigureAwait(false);
        Check("statuses", "status", status, configuration.Statuses.Concat(statistics.ByStatus.Keys));
        Check("priorities", "priority", priority, configuration.Priorities.Concat(statistics.ByPriority.Keys));
    }

    /// <summary>All statuses and priorities that stand in a query.</summary>
    /// <exception cref="CommandFailedException">A word is not known.</exception>
    internal static async ValueTask CheckAsync(Invocation invocation, ITicketStore store, TicketQuery? query)
    {
        foreach (var filter in query is null ? [] : Flatten(query.Filter))
        {
            foreach (var status in (filter as StatusFilter)?.Statuses ?? [])
            {
                await CheckAsync(invocation, store, status, null).ConfigureAwait(false);
            }

            await CheckAsync(invocation, store, null, (filter as PriorityFilter)?.Priority).ConfigureAwait(false);
        }
    }

    private static IEnumerable<TicketFilter> Flatten(TicketFilter filter) => filter switch
    {
        AndFilter all => all.Terms.SelectMany(Flatten),
        OrFilter any => any.Terms.SelectMany(Flatten),
        NotFilter opposite => Flatten(opposite.Term),
        _ => [filter],
    };

    private static void Check<TWord>(string many, string one, TWord? word, IEnumerable<TWord> known)
        where TWord : struct
    {
        var words = known.Distinct().ToList();
        if (word is { } given && !words.Contains(given))
        {
            throw CommandFailedException.Usage($"'{given}' is no {one} of this repository. Its {many} are {string.Join(", ", words)}.");
        }
    }
}
