using System.Threading.Channels;

namespace RepoTickets.Events.Tests.Feed;

/// <summary>A clock whose pauses end when the test says so; it remembers how long they were to be.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly Queue<ManualTimer> _pending = new();
    private readonly List<TimeSpan> _pauses = [];
    private readonly Channel<bool> _begun = Channel.CreateUnbounded<bool>();

    internal IReadOnlyList<TimeSpan> Pauses
    {
        get
        {
            lock (_lock)
            {
                return [.. _pauses];
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state));
        lock (_lock)
        {
            _pauses.Add(dueTime);
            _pending.Enqueue(timer);
        }

        _begun.Writer.TryWrite(true);
        return timer;
    }

    /// <summary>Waits until a pause has begun and ends it.</summary>
    internal async Task EndPauseAsync()
    {
        await _begun.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        ManualTimer timer;
        lock (_lock)
        {
            timer = _pending.Dequeue();
        }

        timer.Fire();
    }

    private sealed class ManualTimer(Action fire) : ITimer
    {
        internal void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
