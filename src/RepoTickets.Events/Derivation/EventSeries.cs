namespace RepoTickets.Events.Derivation;

/// <summary>The events of one commit as they are found: numbers them and gives each what the commit says of all.</summary>
internal sealed class EventSeries(Commit commit)
{
    private readonly List<Event> _events = [];
    private EventContext _context = new()
    {
        Source = commit.Source,
        CorrelationId = commit.CorrelationId,
        CausationId = commit.CausationId,
    };

    internal Commit Commit => commit;

    internal IReadOnlyList<Event> Events => _events;

    internal void Add<TData>(string type, DocumentKey? subject, TData data)
        where TData : notnull
    {
        // The events of one document stand together and share what is said of them.
        if (_context.Subject != subject)
        {
            _context = _context with { Subject = subject };
        }

        _events.Add(new Event<TData>(data, _context)
        {
            Id = new(commit.Position, _events.Count + 1, Publisher: 0),
            Type = type,
            Time = commit.CommittedAt,
        });
    }
}
