using RepoTickets.Storage.Planning;

namespace RepoTickets.Storage.Committing;

/// <summary>Requests of a group after planning: those that will be written, and those that are refused.</summary>
internal sealed class PlannedGroup
{
    private readonly List<(CommitRequest Request, Exception Reason)> _refused = [];

    internal List<(CommitRequest Request, PlannedCommit Plan)> Accepted { get; } = [];

    /// <summary>Bytes that the journal will hold for them.</summary>
    internal long Weight { get; private set; }

    internal int Count => Accepted.Count + _refused.Count;

    /// <summary>It does more than to record what other programs did to the files.</summary>
    internal bool HasOwnCommits => Accepted.Exists(static item => item.Plan.Commit is { IsExternal: false });

    internal void Accept(CommitRequest request, PlannedCommit plan)
    {
        Accepted.Add((request, plan));
        Weight += plan.Commit?.Changes.Sum(static change => change.Weight) ?? 0;
    }

    internal void Refuse(CommitRequest request, Exception reason) => _refused.Add((request, reason));

    /// <summary>
    /// Answers everybody, when what was accepted is in place. Not earlier: a refusal may rest on a commit of this very group, and its
    /// caller would know of a commit that nobody can read yet, and that may still fail.
    /// </summary>
    /// <param name="unapplied">
    /// What those are told whose changes are durable but not in place; null when all are. Nobody else is told: the others have changed
    /// nothing.
    /// </param>
    internal void Answer(Exception? unapplied)
    {
        foreach (var (request, plan) in Accepted)
        {
            if (unapplied is not null && plan.Commit is not null)
            {
                request.Fail(unapplied);
                continue;
            }

            request.Succeed(new(plan.Commit?.Position ?? 0, [.. plan.Results]));
        }

        foreach (var (request, reason) in _refused)
        {
            if (reason is OperationCanceledException)
            {
                request.Cancel();
            }
            else
            {
                request.Fail(reason);
            }
        }
    }
}
