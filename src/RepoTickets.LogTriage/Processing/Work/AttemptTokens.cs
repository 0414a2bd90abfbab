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
    private readonly CancellationTokenSource _filing;
    private readonly CancellationTokenRegistration _registration;

    internal AttemptTokens(TimeSpan timeout, TimeProvider time, CancellationToken run)
    {
        _timeout = new CancellationTokenSource(timeout, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, run);
        var grace = timeout < Grace ? timeout : Grace;
        _filing = new CancellationTokenSource(timeout, time);
        _registration = run.UnsafeRegister(static state => ((Action)state!)(), (Action)(() => _filing.CancelAfter(grace)));
    }

    internal CancellationToken Token => _both.Token;

    /// <summary>For the call that files the ticket.</summary>
    internal CancellationToken Filing => _filing.Token;

    internal bool HasTimedOut => _timeout.IsCancellationRequested;

    public void Dispose()
    {
        _registration.Dispose();
        _filing.Dispose();
        _both.Dispose();
        _timeout.Dispose();
    }
}
