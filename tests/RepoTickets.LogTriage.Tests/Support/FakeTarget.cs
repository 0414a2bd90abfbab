namespace RepoTickets.LogTriage.Tests.Support;

/// <summary>A tracker in memory whose search lags behind. Thread-safe.</summary>
internal sealed class FakeTarget(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Stored> _tickets = [];
    private int _made;

    internal TimeSpan Lag { get; set; }

    internal IReadOnlyList<Stored> Tickets
    {
        get
        {
            lock (_gate)
            {
                return [.. _tickets];
            }
        }
    }

    internal Stored Add(TicketDraft draft)
    {
        lock (_gate)
        {
            var ticket = new Stored($"FAKE-{++_made}", draft, time.GetUtcNow());
            _tickets.Add(ticket);
            return ticket;
        }
    }

    internal IReadOnlyList<FiledTicket> Find(string marker)
    {
        lock (_gate)
        {
            return [.. _tickets.Where(ticket => ticket.Draft.Marker == marker && ticket.At + Lag <= time.GetUtcNow()).Select(
                static ticket => ticket.ToFiled())];
        }
    }

    internal void Delete(string key)
    {
        lock (_gate)
        {
            _tickets.RemoveAll(ticket => ticket.Key == key);
        }
    }

    internal Stored Get(string key)
    {
        lock (_gate)
        {
            return _tickets.First(ticket => ticket.Key == key);
        }
    }

    internal sealed class Stored(string key, TicketDraft draft, DateTimeOffset at)
    {
        internal string Key => key;

        internal TicketDraft Draft => draft;

        internal DateTimeOffset At => at;

        internal bool IsClosed { get; set; }

        internal List<string> Comments { get; } = [];

        internal List<string> Links { get; } = [];

        internal FiledTicket ToFiled() => new(key, IsClosed, draft.Title, draft.Description, CreatedAt: at);
    }
}
