using System.Globalization;

namespace RepoTickets.LogTriage.Intents;

/// <summary>The part that announces tickets and their results.</summary>
internal sealed partial class TriageState
{
    /// <summary>
    /// Announces that a ticket will be filed, unless there is one or somebody else is at it. Looking and announcing are one step, under
    /// the lock of the folder.
    /// </summary>
    /// <param name="request">The question.</param>
    /// <param name="cancellationToken">Cancels waiting; the intent may then stand without a result.</param>
    internal Task<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        _queue.AskAsync<ClaimAnswer>(model => Decide(model, request), cancellationToken);

    /// <summary>The attempt led to a ticket, or the target has one; <paramref name="at"/> says since when.</summary>
    internal Task<bool> FiledAsync(
        string target, LogGroupId group, string key, string errorType, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var lines = FiledLines(target, group, key, errorType, at);
        return _queue.AskAsync<bool>(_ => (true, lines), cancellationToken);
    }

    /// <summary>
    /// The same for those who go on meanwhile: what is lost is found in the target. It is written with the next lines of others, or soon,
    /// and with <see cref="FlushAsync"/> at the latest.
    /// </summary>
    internal Task<bool> FiledSoonAsync(string target, LogGroupId group, string key, string errorType, DateTimeOffset at)
    {
        var lines = FiledLines(target, group, key, errorType, at);
        return _queue.AskPatientlyAsync<bool>(_ => (true, lines));
    }

    /// <summary>A name for an attempt, for those who must know it before the claim is answered.</summary>
    internal string NameAttempt() => _settings.Ids.NextBits().ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The attempt certainly led to no ticket. False when it was closed otherwise meanwhile.</summary>
    internal Task<bool> VoidAsync(IntentRecord attempt, string reason, CancellationToken cancellationToken) => _queue.AskAsync<bool>(
        model => Close(model, attempt.Target, attempt.Group, attempt.Attempt, reason), cancellationToken);

    /// <summary>
    /// The same for those who go on meanwhile. Decided after all that was asked before, so that it also meets a claim that is not answered
    /// yet, and before all that is asked afterwards.
    /// </summary>
    internal Task<bool> WithdrawSoonAsync(string target, LogGroupId group, string attempt, string reason) =>
        _queue.AskPatientlyAsync<bool>(model => Close(model, target, group, attempt, reason));

    private (bool Answer, IReadOnlyList<StateLine> Lines) Close(
        StateModel model, string target, LogGroupId group, string attempt, string reason)
    {
        var isOpen = model.Find(target, group) is { Phase: IntentPhase.Open } open && open.Attempt == attempt;
        StateLine line = new(StateKind.Void)
        {
            Target = target,
            Group = group,
            Attempt = attempt,
            Text = DisplayText.Escape(reason, 200),
            At = Time.GetUtcNow(),
        };
        return (isOpen, isOpen ? [line] : []);
    }

    private IReadOnlyList<StateLine> FiledLines(string target, LogGroupId group, string key, string errorType, DateTimeOffset at)
    {
        StateLine filed = new(StateKind.Filed) { Target = target, Group = group, Key = key, Text = errorType, At = at };
        var now = Time.GetUtcNow();

        // However long ago it was filed, the fault is seen now: how long the ticket is remembered counts from here.
        return at < now ? [filed, new(StateKind.Seen) { Target = target, Group = group, At = now }] : [filed];
    }

    private (ClaimAnswer Answer, IReadOnlyList<StateLine> Lines) Decide(StateModel model, ClaimRequest request)
    {
        if (FindIn(model, request.Target, request.Names) is { } known &&
            !(known.Phase == IntentPhase.Filed && known.Key == request.Replaced))
        {
            return (new ClaimAnswer(Judge(known), known), []);
        }

        if (request.KnownOfType is not null && model.GroupsIn(request.Target).FirstOrDefault(request.IsInTheWay) is { } alike)
        {
            return (new ClaimAnswer(Judge(alike), alike), []);
        }

        var now = Time.GetUtcNow();
        var record = new IntentRecord
        {
            Target = request.Target,
            Group = request.Names[0],
            Phase = IntentPhase.Open,
            Attempt = request.Attempt ?? NameAttempt(),
            Owner = _owner.Name,
            At = now,
            Until = now + request.CallTimeout,
            Key = request.Replaced ?? "",
            ErrorType = request.ErrorType,
        };
        if (request.IsQuestion)
        {
            return (new ClaimAnswer(ClaimVerdict.Granted, record), []);
        }

        var line = new StateLine(StateKind.Intent)
        {
            Target = record.Target,
            Group = record.Group,
            Attempt = record.Attempt,
            Owner = record.Owner,
            At = record.At,
            Until = record.Until,
            Key = record.Key,
            Text = record.ErrorType,
        };
        return (new ClaimAnswer(ClaimVerdict.Granted, record), [line]);
    }

    private ClaimVerdict Judge(IntentRecord record) => record.Phase switch
    {
        IntentPhase.Filed => ClaimVerdict.Filed,
        _ when record.Owner == _owner.Name || !_owner.IsAlive(record.Owner) => ClaimVerdict.Unsettled,
        _ => ClaimVerdict.Busy,
    };

    private static IntentRecord? FindIn(StateModel model, string target, IReadOnlyList<LogGroupId> names)
    {
        IntentRecord? open = null;
        foreach (var name in names)
        {
            if (model.Find(target, name) is { } record)
            {
                if (record.Phase == IntentPhase.Filed)
                {
                    return record;
                }

                open ??= record;
            }
        }

        return open;
    }
}
