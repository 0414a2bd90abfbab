namespace RepoTickets.Fuzz.Engine;

/// <summary>
/// Ends the process when one input never comes back, and says which. It goes by the processor time of the process, so that a machine that
/// is busy with other things does not end it.
/// </summary>
internal sealed class HangWatch : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Timer _timer;
    private readonly string _run;
    private long _index = -1;
    private long _seenIndex = -1;
    private TimeSpan _seenAt;

    internal HangWatch(string run)
    {
        _run = run;
        _timer = new(_ => Look(), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
    }

    internal void Begin(long index) => Volatile.Write(ref _index, index);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var index = Volatile.Read(ref _index);
        var now = Environment.CpuUsage.TotalTime;
        if (index != _seenIndex)
        {
            (_seenIndex, _seenAt) = (index, now);
        }
        else if (now - _seenAt > Limit)
        {
            Environment.FailFast($"{_run}, input {index} has not come back after {Limit.TotalSeconds} seconds of processor time.");
        }
    }
}
