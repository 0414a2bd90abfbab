using RepoTickets.LogTriage.Intents;
using RepoTickets.LogTriage.Processing;

namespace RepoTickets.LogTriage;

/// <summary>
/// Triage filed a ticket for a fault of the same type within the window, and it is open. Off by default, because two time-outs need not be
/// one fault. Closed tickets do not count: they would keep a new fault silent. Where this is on, groups of one type are worked on one after
/// the other, and what other processes file meanwhile is seen before a ticket is announced.
/// </summary>
internal sealed class ErrorTypeStrategy(TriageState state, ITicketSink sink, DuplicateOptions options,
    TimeProvider time) : IDuplicateStrategy
{
    internal const double Score = 0.95;

    private const int MostAsked = 5;

    public string Name => BuiltInStrategies.ErrorType;

    public bool NeedsAnalysis => true;

    public async ValueTask<DuplicateAnswer> CheckAsync(LogGroup group, LogAnalysis? analysis, CancellationToken cancellationToken = default)
    {
        if (analysis is null or { ErrorType: TypeOrder.NoType })
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
                    return DuplicateAnswer.Found(open, Score);
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
