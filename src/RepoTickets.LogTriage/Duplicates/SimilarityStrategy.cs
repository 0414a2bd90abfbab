namespace RepoTickets.LogTriage;

/// <summary>
/// The target has an open ticket that reads much the same. Tickets that triage filed in this very run do not count: their groups were told
/// apart with all the evidence, and whether one of them is there yet would depend on chance.
/// </summary>
internal sealed class SimilarityStrategy(
    ITicketSink sink, ISimilarityMeasure measure, DuplicateOptions options, DateTimeOffset runBegan) : IDuplicateStrategy
{
    public string Name => BuiltInStrategies.Similarity;

    public bool NeedsAnalysis => true;

    public async ValueTask<DuplicateAnswer> CheckAsync(LogGroup group, LogAnalysis? analysis, CancellationToken cancellationToken = default)
    {
        if (analysis is null)
        {
            return DuplicateAnswer.NotFound;
        }

        try
        {
            var candidates = await sink.FindSimilarAsync(group, analysis, options.SimilarityCandidates, cancellationToken).ConfigureAwait(false);
            FiledTicket? best = null;
            var score = 0.0;
            foreach (var candidate in candidates)
            {
                if (candidate.IsClosed || candidate.CreatedAt >= runBegan)
                {
                    continue;
                }

                var alike = measure.Compare(group, analysis, candidate);
                if (alike > score)
                {
                    (best, score) = (candidate, alike);
                }
            }

            return best is not null && score >= options.SimilarityThreshold ? DuplicateAnswer.Found(best, Math.Min(1, score)) : DuplicateAnswer.NotFound;
        }
        catch (SinkUnavailableException exception)
        {
            return DuplicateAnswer.Unknown(exception.Message);
        }
    }
}

/// <summary>How alike a fault and a ticket are, 0 to 1. Symmetric evidence: being contained in the other is not being the same. Thread-safe.</summary>
internal interface ISimilarityMeasure
{
    double Compare(LogGroup group, LogAnalysis analysis, FiledTicket ticket);
}
