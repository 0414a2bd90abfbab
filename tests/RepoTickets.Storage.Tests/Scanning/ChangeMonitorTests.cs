using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RepoTickets.Storage.Scanning;

namespace RepoTickets.Storage.Tests.Scanning;

/// <summary>The loop goes on whatever happens.</summary>
public sealed class ChangeMonitorTests
{
    [Fact]
    public async Task DisposeAsync_TheHostsClockGaveNoTimer_TheLoopHasGoneOnAndEndsInOrder()
    {
        var (time, logger) = (new OneTimer(), new Lines());

        // Nothing to look at, so each look fails as well.
        var monitor = new ChangeMonitor(null!, null!, new StorageOptions { WatchFiles = false }, time, logger);
        await time.Refused.WaitAsync(TimeSpan.FromMinutes(2));

        await monitor.DisposeAsync();

        Assert.Contains(logger.Written, static line => line.Contains("pausing", StringComparison.Ordinal));
    }

    /// <summary>A clock whose first timer fires at once, and which gives no other.</summary>
    private sealed class OneTimer : TimeProvider
    {
        private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _timers;

        internal Task Refused => _refused.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (Interlocked.Increment(ref _timers) > 1)
            {
                _refused.TrySetResult();
                throw new ObjectDisposedException(nameof(OneTimer));
            }

            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }

    private sealed class Lines : ILogger
    {
        internal ConcurrentQueue<string> Written { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Enqueue(formatter(state, exception));
    }
}
