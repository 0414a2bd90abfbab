using System.Threading.Channels;

namespace RepoTickets.Events.Tests.Feed;

/// <summary>Stands in for the bus: keeps what it is given and fails where the test says so.</summary>
internal sealed class RecordingBus : IEventDispatcher, IEventPublisher
{
    private readonly Lock _lock = new();
    private readonly List<Event> _events = [];
    private readonly List<string> _steps = [];
    private readonly Channel<bool> _stepped = Channel.CreateUnbounded<bool>();
    private int _inside;

    /// <summary>Throws to refuse an event.</summary>
    internal Action<Event> OnEvent { get; set; } = static _ => { };

    internal IReadOnlyList<Event> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>Events by name and advances by position, in their order.</summary>
    internal string Steps
    {
        get
        {
            lock (_lock)
            {
                return string.Join(' ', _steps);
            }
        }
    }

    public async ValueTask DispatchAsync(Event made, CancellationToken cancellationToken)
    {
        Assert.Equal(1, Interlocked.Increment(ref _inside));
        await Task.Yield();
        Interlocked.Decrement(ref _inside);
        Add(made);
    }

    public void Advance(long position) => Note($">{position}");

    public ValueTask<Event<TData>> PublishAsync<TData>(
        TData data, EventContext? context = null, CancellationToken cancellationToken = default)
        where TData : notnull
    {
        var made = EventCatalog.Default.Get<TData>().Create(new(0, 1, 1), default, data, context ?? new());
        Add(made);
        return new(made);
    }

    /// <summary>Waits until there have been so many steps.</summary>
    internal async Task WaitAsync(int steps)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_steps.Count >= steps)
                {
                    return;
                }
            }

            try
            {
                await _stepped.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            }
            catch (TimeoutException)
            {
                Assert.Fail($"Only these steps: {Steps}");
            }
        }
    }

    private void Add(Event made)
    {
        OnEvent(made);
        lock (_lock)
        {
            _events.Add(made);
        }

        Note(made.Type);
    }

    private void Note(string step)
    {
        lock (_lock)
        {
            _steps.Add(step);
        }

        _stepped.Writer.TryWrite(true);
    }
}
