namespace RepoTickets.LogTriage.Tests.Support;

/// <summary>A sink on a fake target; each call can be made to do something else first. Counts its calls.</summary>
internal sealed class FakeSink(FakeTarget target) : ITicketSink
{
    private int _creates;
    private int _searches;
    private int _writes;
    private int _inFlight;

    public string Name => TargetName;

    internal string TargetName { get; init; } = "fake";

    internal int SimilarSearches { get; private set; }

    public TimeSpan SearchLag => target.Lag;

    internal int Creates => _creates;

    /// <summary>Every call that asks the target to change something, answered or not.</summary>
    internal int Writes => _writes;

    internal int Searches => _searches;

    internal int PeakInFlight { get; private set; }

    internal Func<TicketDraft, CancellationToken, ValueTask>? BeforeCreate { get; set; }

    internal Func<FakeTarget.Stored, CancellationToken, ValueTask>? AfterCreate { get; set; }

    internal Func<string, CancellationToken, ValueTask>? BeforeFind { get; set; }

    internal Func<string, CancellationToken, ValueTask>? BeforeComment { get; set; }

    internal Func<string, CancellationToken, ValueTask>? BeforeReopen { get; set; }

    internal IReadOnlyList<FiledTicket> Similar { get; set; } = [];

    public async ValueTask<IReadOnlyList<FiledTicket>> FindByMarkerAsync(string marker, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _searches);
        if (BeforeFind is { } before)
        {
            await before(marker, cancellationToken);
        }

        return target.Find(marker);
    }

    public ValueTask<IReadOnlyList<FiledTicket>> FindSimilarAsync(
        LogGroup group, LogAnalysis analysis, int limit, CancellationToken cancellationToken = default)
    {
        SimilarSearches++;
        return new(Similar);
    }

    public async ValueTask<FiledTicket> CreateAsync(TicketDraft draft, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _creates);
        Interlocked.Increment(ref _writes);
        var inFlight = Interlocked.Increment(ref _inFlight);
        try
        {
            PeakInFlight = Math.Max(PeakInFlight, inFlight);
            if (BeforeCreate is { } before)
            {
                await before(draft, cancellationToken);
            }

            var stored = target.Add(draft);
            if (AfterCreate is { } after)
            {
                await after(stored, cancellationToken);
            }

            return stored.ToFiled();
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    public async ValueTask CommentAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _writes);
        if (BeforeComment is { } before)
        {
            await before(ticketKey, cancellationToken);
        }

        target.Get(ticketKey).Comments.Add(markdown);
    }

    public async ValueTask ReopenAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _writes);
        if (BeforeReopen is { } before)
        {
            await before(ticketKey, cancellationToken);
        }

        target.Get(ticketKey).IsClosed = false;
        target.Get(ticketKey).Comments.Add(markdown);
    }

    public ValueTask LinkAsync(string ticketKey, string earlierKey, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _writes);
        target.Get(ticketKey).Links.Add(earlierKey);
        return default;
    }
}
