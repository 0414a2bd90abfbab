using System.Runtime.InteropServices;

namespace RepoTickets.CommandLine.Frame;

/// <summary>
/// Ctrl-C and a request to end cancel what can be cancelled; a commit that has begun is not torn, it is waited for. A second one ends the
/// process as if there were nobody to listen: the store is whole all the same.
/// </summary>
/// <remarks>
/// The library for commands listens too, but only from where a command first waits for something. One that reads a large store does not
/// for long.
/// </remarks>
internal sealed class TerminationSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private int _count;

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
        if (Interlocked.Increment(ref _count) == 1)
        {
            context.Cancel = true;
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
