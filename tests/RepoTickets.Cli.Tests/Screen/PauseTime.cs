using System.Threading.Channels;

namespace RepoTickets.Cli.Tests.Screen;

/// <summary>A clock whose pauses end when the test says so.</summary>
internal sealed class PauseTime : TimeProvider
{
    private readonly Channel<(TimeSpan Length, Action End)> _pauses = Channel.CreateUnbounded<(TimeSpan Length, Action End)>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _pauses.Writer.TryWrite((dueTime, () => callback(state)));
        return new Timer();
    }

    /// <summary>Waits until a pause has begun; it lasts until the test ends it.</summary>
    internal async Task<(TimeSpan Length, Action End)> NextAsync() =>
        await _pauses.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
