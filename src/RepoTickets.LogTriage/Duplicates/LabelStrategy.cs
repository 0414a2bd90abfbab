using RepoTickets.LogTriage.Processing;

namespace RepoTickets.LogTriage;

/// <summary>The target has a ticket with the group's marker.</summary>
internal sealed class LabelStrategy(ITicketSink sink) : IDuplicateStrategy
{
    public string Name => BuiltInStrategies.Label;

    public bool NeedsAnalysis => false;

    public async ValueTask<DuplicateAnswer> CheckAsync(LogGroup group, LogAnalysis? analysis, CancellationToken cancellationToken = default)
    {
        try
        {
            var found = await sink.FindByMarkerAsync(LabelNames.Marker(group.Id), cancellationToken).ConfigureAwait(false);
            return found.Count > 0 ? DuplicateAnswer.Found(TicketChoice.Best(found)) : DuplicateAnswer.NotFound;
        }
        catch (SinkUnavailableException exception)
        {
            return DuplicateAnswer.Unknown(exception.Message);
        }
    }
}
