namespace RepoTickets.Events.Derivation;

/// <summary>The events of one commit as they are found: numbers them and gives each what the commit says of all.</summary>
internal sealed class EventSeries(Commit commit)
{
    private readonly List<Event> _events = [];

    internal Commit Commit => commit;

    internal IReadOnlyList<Event> Events => _events;

    internal void Add<TData>(string type, DocumentKey? subject, TData data)
        where TData : notnull => _events.Add(new Event<TData>(data)
        {
            Id = new(commit.Position, _events.Count + 1, Publisher: 0),
            Type = type,
            Time = commit.CommittedAt,
            Source = commit.Source,
            Subject = subject,
            CorrelationId = commit.CorrelationId,
            CausationId = commit.CausationId,
        });
}
