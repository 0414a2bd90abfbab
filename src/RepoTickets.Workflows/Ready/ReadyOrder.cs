namespace RepoTickets.Workflows.Ready;

/// <summary>Highest rank first, then the oldest, then by identifier.</summary>
internal sealed class ReadyOrder : IComparer<ReadyNode>
{
    public int Compare(ReadyNode? x, ReadyNode? y)
    {
        var byRank = y!.ListedRank.CompareTo(x!.ListedRank);
        if (byRank != 0)
        {
            return byRank;
        }

        var byAge = x.ListedCreatedAt.CompareTo(y.ListedCreatedAt);
        return byAge != 0 ? byAge : x.Id.CompareTo(y.Id);
    }
}
