using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Progress;

/// <summary>
/// Shows what is being done when it takes longer than a second: on standard error, only in a terminal, erased at the end. A timer shows it,
/// so that it is seen whatever the work does, and the work waits for no terminal.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly ErasableLine _line;
    private readonly ITimer _timer;
    private ProgressStep _step;
    private bool _hasEnded;

    private ProgressLine(Terminal terminal, string what)
    {
        _step = new(what);
        _time = terminal.Time;
        _began = _time.GetTimestamp();
        _line = new(terminal.Error, terminal.ErrorWidth);
        _timer = _time.CreateTimer(_ => Write(), null, Patience, Interval);
    }

    /// <summary>Null where nobody looks on.</summary>
    internal static ProgressLine? Begin(Terminal terminal, string what) => terminal.ErrorIsTerminal ? new(terminal, what) : null;

    internal void Show(ProgressStep step) => Volatile.Write(ref _step, step);

    /// <summary>For work that tells how far it is.</summary>
    internal IProgress<T> For<T>(Func<T, ProgressStep> describe) => new Listener<T>(this, describe);

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _hasEnded = true;
            _line.Erase();
        }
    }

    private void Write()
    {
        // A terminal that was stopped (Ctrl-S) holds up one of us, not one after the other.
        if (!_gate.TryEnter())
        {
            return;
        }

        try
        {
            if (!_hasEnded)
            {
                var (step, elapsed) = (Volatile.Read(ref _step), _time.GetElapsedTime(_began));
                _line.Write(ProgressText.Of(step, elapsed), ProgressText.WithoutBar(step, elapsed));
            }
        }
        finally
        {
            _gate.Exit();
        }
    }

    private sealed class Listener<T>(ProgressLine line, Func<T, ProgressStep> describe) : IProgress<T>
    {
        public void Report(T value) => line.Show(describe(value));
    }
}
