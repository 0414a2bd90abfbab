using RepoTickets.Telemetry;

namespace RepoTickets.Storage;

/// <summary>
/// What one group of commits is measured by. It is noted while the writer lock is held and recorded when it is not: listeners are foreign
/// code. Not thread-safe: the worker of the queue has it.
/// </summary>
internal sealed class CommitGroupWatch(StorageTelemetry telemetry, RunningOperation? running)
{
    private readonly List<int> _sizes = [];
    private readonly List<TimeSpan> _appends = [];
    private readonly long _start = telemetry.Time.GetTimestamp();
    private TimeSpan? _waited;
    private long _appending;

    internal void NoteLocked() => _waited = telemetry.Time.GetElapsedTime(_start);

    internal void NoteAppending() => _appending = telemetry.Time.GetTimestamp();

    /// <param name="changeSets">How many change sets the frame holds.</param>
    internal void NoteAppended(int changeSets)
    {
        _appends.Add(telemetry.Time.GetElapsedTime(_appending));
        _sizes.Add(changeSets);
    }

    /// <param name="exception">Why the group failed as a whole; null when each request has its own answer.</param>
    internal void End(Exception? exception)
    {
        if (_waited is { } waited)
        {
            telemetry.Guard.Run((telemetry, waited), static state => state.telemetry.LockWait.Record(state.waited.TotalSeconds));
        }

        for (var i = 0; i < _sizes.Count; i++)
        {
            telemetry.Guard.Run((telemetry, size: _sizes[i]), static state => state.telemetry.GroupSize.Record(state.size));
            telemetry.Guard.Run((telemetry, took: _appends[i]), static state => state.telemetry.Append.Record(state.took.TotalSeconds));
        }

        running?.Tag("repotickets.change_sets", _sizes.Sum());
        if (exception is null)
        {
            running?.Succeed();
        }
        else
        {
            running?.Fail(exception);
        }
    }
}
