using RepoTickets.LogTriage.Intents;
using RepoTickets.LogTriage.Processing;

namespace RepoTickets.LogTriage;

/// <summary>
/// Triage filed a ticket for a fault of the same type within the window, and it is open. Off by default, because two time-outs need not be
/// one fault. Closed tickets do not count: they would keep a new fault silent. Groups of one type that are worked on at the same moment do
/// not see one another: each may get a ticket, unless there is one worker.
/// </summary>
internal sealed class ErrorTypeStrategy(TriageState state, ITicketSink sink, DuplicateOptions options,
    TimeProvider time) : IDuplicateStrategy
{
    private const int MostAsked = 5;

    public string Name => BuiltInStrategies.ErrorType;

    public bool NeedsAnalysis => true;

    public async ValueTask<DuplicateAnswer> CheckAsync(LogGroup group, LogAnalysis? analysis, CancellationToken cancellationToken = default)
    {
        if (analysis is null or { ErrorType: "unknown" })
        {
            return DuplicateAnswer.NotFound;
        }

        var since = time.GetUtcNow() - options.ErrorTypeWindow;
        var alike = state.ListFiled(sink.Name).Where(record => record.ErrorType == analysis.ErrorType && record.At >= since)
            .OrderByDescending(static record => record.At).Take(MostAsked);
        try
        {
            foreach (var record in alike)
            {
                var found = await sink.FindByMarkerAsync(LabelNames.Marker(record.Group), cancellationToken).ConfigureAwait(false);
                if (found.FirstOrDefault(static ticket => !ticket.IsClosed) is { } open)
                {
                    return DuplicateAnswer.Found(open, 0.95);
                }
            }

            return DuplicateAnswer.NotFound;
        }
        catch (SinkUnavailableException exception)
        {
            return DuplicateAnswer.Unknown(exception.Message);
        }
    }
}
