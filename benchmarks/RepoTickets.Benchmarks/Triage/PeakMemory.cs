namespace RepoTickets.Benchmarks.Triage;

/// <summary>
/// The most that the managed heap grows from now on, looked at every ten milliseconds: by a thread that reads one number, so that it
/// takes no part in what is measured.
/// </summary>
internal sealed class PeakMemory : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private readonly long _before;
    private long _most;

    internal PeakMemory()
    {
        GC.Collect();
        _most = _before = GC.GetTotalMemory(forceFullCollection: false);
        _thread = new Thread(Watch) { IsBackground = true, Name = "memory" };
        _thread.Start();
    }

    /// <summary>Bytes above what there was at the beginning.</summary>
    internal long Stop()
    {
        _stop.Set();
        _thread.Join();
        Look();
        return _most - _before;
    }

    public void Dispose()
    {
        Stop();
        _stop.Dispose();
    }

    private void Watch()
    {
        while (!_stop.Wait(Interval))
        {
            Look();
        }
    }

    private void Look() => _most = Math.Max(_most, GC.GetTotalMemory(forceFullCollection: false));
}
