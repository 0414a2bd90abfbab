namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// The tokens of one attempt. One is cancelled by the time-out and by the end of the run at once; the other, for the call that files a
/// ticket, leaves that call a moment to end when the run is cancelled, because a call that is cut leaves a question open.
/// </summary>
internal sealed class AttemptTokens : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _both;
    private readonly CancellationTokenSource _grace;
    private readonly CancellationTokenSource _filing;
    private readonly CancellationTokenRegistration _registration;

    internal AttemptTokens(TimeSpan timeout, TimeProvider time, CancellationToken run)
    {
        _timeout = new CancellationTokenSource(timeout, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, run);

        // Never longer than the time-out: when the call has surely ended is written down before it is made.
        _grace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _filing = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, _grace.Token);
        _registration = run.UnsafeRegister(static state => ((CancellationTokenSource)state!).CancelAfter(Grace), _grace);
    }

    internal CancellationToken Token => _both.Token;

    /// <summary>For the call that files the ticket.</summary>
    internal CancellationToken Filing => _filing.Token;

    internal bool HasTimedOut => _timeout.IsCancellationRequested;

    public void Dispose()
    {
        _registration.Dispose();
        _filing.Dispose();
        _grace.Dispose();
        _both.Dispose();
        _timeout.Dispose();
    }
}
