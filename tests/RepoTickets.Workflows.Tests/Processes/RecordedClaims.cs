using System.Globalization;

namespace RepoTickets.Workflows.Tests.Processes;

/// <summary>
/// What the store itself recorded, commit by commit: an account of the claims that does not depend on what the workers say. Checks as it
/// reads that every write was made by the holder who was recorded at that moment.
/// </summary>
internal sealed class RecordedClaims
{
    private readonly Dictionary<TicketId, Lease> _leases = [];

    /// <summary>To whom each token of each ticket was granted.</summary>
    internal Dictionary<(TicketId Ticket, long Token), string> Grants { get; } = [];

    internal Dictionary<TicketId, int> Completions { get; } = [];

    internal int Takeovers { get; private set; }

    internal static async Task<RecordedClaims> ReadAsync(ITicketStore store, long start)
    {
        var recorded = new RecordedClaims();
        for (var at = start; await store.Feed.ReadAsync(at) is { Count: > 0 } commits; at = commits[^1].Position)
        {
            foreach (var commit in commits)
            {
                recorded.Take(commit);
            }
        }

        return recorded;
    }

    private void Take(Commit commit)
    {
        // Nobody edits by hand here: the watcher must not take what a worker commits for somebody's edit.
        Assert.NotEqual("external", commit.Source);

        // A write is judged by the lease as it was before its commit: the last one gives it back in the same commit.
        foreach (var change in commit.Changes)
        {
            if (change is { Before: Ticket before, After: Ticket after })
            {
                TakeWrite(commit.Position, before, after);
            }
        }

        foreach (var lease in commit.Changes.Select(static change => change.After).OfType<Lease>())
        {
            TakeLease(commit.Position, lease);
        }
    }

    private void TakeWrite(long position, Ticket before, Ticket after)
    {
        Assert.Equal(before.Comments.Count + 1, after.Comments.Count);
        var comment = after.Comments[^1];
        var token = long.Parse(comment.Content.Split(' ')[1], CultureInfo.InvariantCulture);
        var lease = _leases[after.Id];
        Assert.True(
            (lease.Token, lease.Holder) == (token, comment.Author),
            $"Commit {position}: {comment.Author} wrote {after.Id} under token {token}, when {lease.Holder} held {lease.Token}.");
        if (before.Status.IsOpen && !after.Status.IsOpen)
        {
            Completions[after.Id] = Completions.GetValueOrDefault(after.Id) + 1;
        }
    }

    private void TakeLease(long position, Lease lease)
    {
        var before = _leases.GetValueOrDefault(lease.TicketId);
        if (lease.Token != (before?.Token ?? 0))
        {
            Assert.Equal((before?.Token ?? 0) + 1, lease.Token);
            Assert.True(
                before?.Holder is null || lease.GrantedAt >= before.ExpiresAt,
                $"Commit {position}: {lease.TicketId} was taken over at {lease.GrantedAt:O}, before {before?.ExpiresAt:O}.");
            Grants.Add((lease.TicketId, lease.Token), lease.Holder!);
            Takeovers += before?.Holder is null ? 0 : 1;
        }

        _leases[lease.TicketId] = lease;
    }
}
