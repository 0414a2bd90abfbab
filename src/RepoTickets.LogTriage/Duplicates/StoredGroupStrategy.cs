using RepoTickets.LogTriage.Intents;
using RepoTickets.LogTriage.Processing;

namespace RepoTickets.LogTriage;

/// <summary>
/// Triage filed a ticket for the group and remembers it. The target is asked how the ticket is, because a closed one whose fault comes back
/// must not stay silent; when it cannot answer, the ticket still counts.
/// </summary>
internal sealed class StoredGroupStrategy(TriageState state, ITicketSink sink, DuplicateOptions options, TimeProvider time) : IDuplicateStrategy
{
    public string Name => BuiltInStrategies.StoredGroup;

    public bool NeedsAnalysis => false;

    public async ValueTask<DuplicateAnswer> CheckAsync(LogGroup group, LogAnalysis? analysis, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        if (state.Find(sink.Name, [group.Id]) is not { Phase: IntentPhase.Filed } stored || now - stored.SeenAt > options.StoredGroupExpiry)
        {
            return DuplicateAnswer.NotFound;
        }

        var remembered = new FiledTicket(stored.Key, IsClosed: false, "", CreatedAt: stored.At);
        if (options.OnRegression == RegressionPolicy.Ignore)
        {
            return DuplicateAnswer.Found(remembered);
        }

        try
        {
            var found = await sink.FindByMarkerAsync(LabelNames.Marker(group.Id), cancellationToken).ConfigureAwait(false);
            if (found.Count > 0)
            {
                return DuplicateAnswer.Found(TicketChoice.Best(found));
            }

            // It was deleted, or its label was removed. Shortly after the filing it may only be invisible yet.
            return now - stored.At > sink.SearchLag + sink.SearchLag ? DuplicateAnswer.NotFound : DuplicateAnswer.Found(remembered);
        }
        catch (SinkUnavailableException)
        {
            return DuplicateAnswer.Found(remembered);
        }
    }
}
