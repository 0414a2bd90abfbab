namespace RepoTickets.Cli.Tests.Support;

/// <summary>A clock whose timers go off once, as soon as they are set: everything takes too long for it, and nobody waits.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        callback(state);
        return new Ended();
    }

    private sealed class Ended : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
