using RepoTickets.Secrets;

namespace RepoTickets.LogTriage.Processing;

/// <summary>Asks the strategies in order; the first that finds a ticket decides, and one that cannot answer is not passed over.</summary>
internal sealed class DuplicateChain(IReadOnlyList<IDuplicateStrategy> strategies)
{
    internal async ValueTask<(DuplicateAnswer Answer, string Strategy)> CheckAsync(
        LogGroup group, LogAnalysis? analysis, CancellationToken stop, CancellationToken cancellationToken)
    {
        (DuplicateAnswer Answer, string Strategy) unknown = (DuplicateAnswer.NotFound, "");
        foreach (var strategy in strategies)
        {
            if (strategy.NeedsAnalysis != (analysis is not null))
            {
                continue;
            }

            var answer = await AskAsync(strategy, group, analysis, stop, cancellationToken).ConfigureAwait(false);
            if (answer.Verdict == DuplicateVerdict.Found)
            {
                return (answer, strategy.Name);
            }

            if (answer.Verdict == DuplicateVerdict.Unknown && unknown.Strategy.Length == 0)
            {
                // A later one may know for certain.
                unknown = (answer, strategy.Name);
            }
        }

        return unknown;
    }

    /// <summary>A strategy that fails in whatever way, a time-out included, does not know; only the end of the run ends it.</summary>
    private static async ValueTask<DuplicateAnswer> AskAsync(
        IDuplicateStrategy strategy, LogGroup group, LogAnalysis? analysis, CancellationToken stop, CancellationToken cancellationToken)
    {
        try
        {
            return await strategy.CheckAsync(group, analysis, cancellationToken).AsTask().WaitAsync(cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Unknown is not absent: the group is deferred with the reason, or filed when the options say so.
        catch (Exception exception) when (exception is not (TriageStateException or OutOfMemoryException))
#pragma warning restore CA1031
        {
            return DuplicateAnswer.Unknown($"{exception.GetType().Name}: {SecretText.Scrub(exception.Message)}");
        }
    }

    /// <summary>The strategies that the options name, those of the host first where names are the same.</summary>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    internal static DuplicateChain Compose(
        IEnumerable<string> names, IReadOnlyList<IDuplicateStrategy> builtIn, IReadOnlyList<IDuplicateStrategy> hosts)
    {
        var chain = names.Select(name =>
            hosts.LastOrDefault(strategy => strategy.Name == name) ?? builtIn.FirstOrDefault(strategy => strategy.Name == name)
            ?? throw new ArgumentException(
                $"Duplicates.Strategies names '{DisplayText.Escape(name)}', which is unknown. Known are: " +
                $"{string.Join(", ", builtIn.Concat(hosts).Select(static strategy => strategy.Name).Distinct(StringComparer.Ordinal))}.",
                nameof(names)));
        return new DuplicateChain([.. chain]);
    }
}
