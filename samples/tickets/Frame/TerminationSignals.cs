using System.Runtime.InteropServices;

namespace RepoTickets.CommandLine.Frame;

/// <summary>
/// Ctrl-C and a request to end cancel what can be cancelled; a commit that has begun is not torn, it is waited for. A second one ends the
/// process as if there were nobody to listen: the store is whole all the same. One within a second of the first is the same request:
/// <c>timeout</c> and service managers signal the process and then its group.
/// </summary>
/// <remarks>
/// The library for commands listens too, but only from where a command first waits for something. One that reads a large store does not
/// for long.
/// </remarks>
internal sealed class TerminationSignals : IDisposable
{
    private static readonly TimeSpan SameRequest = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private long _first;

    internal TerminationSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
    }

    internal CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        var now = Math.Max(1, Environment.TickCount64);
        var first = Interlocked.CompareExchange(ref _first, now, 0);
        context.Cancel = first == 0 || now - first < SameRequest.TotalMilliseconds;
        if (first == 0)
        {
            try
            {
                _source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The program was about to end, and does.
            }
        }
    }
}
