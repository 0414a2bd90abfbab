namespace RepoTickets.LogTriage.Jira;

/// <summary>
/// The issues that this process created lately: searches are told to look at them although the index may not hold them yet. Bounded by what
/// one search may name. Thread-safe.
/// </summary>
internal sealed class RecentIssues
{
    private const int Capacity = 50;

    private readonly Lock _gate = new();
    private readonly Queue<(string Marker, long Id)> _issues = new();

    internal void Add(string marker, long id)
    {
        if (id <= 0)
        {
            return;
        }

        lock (_gate)
        {
            _issues.Enqueue((marker, id));
            if (_issues.Count > Capacity)
            {
                _issues.Dequeue();
            }
        }
    }

    internal IReadOnlyList<long> With(string marker)
    {
        lock (_gate)
        {
            return [.. _issues.Where(issue => issue.Marker == marker).Select(static issue => issue.Id)];
        }
    }

    internal IReadOnlyList<long> All()
    {
        lock (_gate)
        {
            return [.. _issues.Select(static issue => issue.Id)];
        }
    }
}
