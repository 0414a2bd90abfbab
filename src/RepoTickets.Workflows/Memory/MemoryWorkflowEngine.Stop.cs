namespace RepoTickets.Workflows.Memory;

/// <content>Stops the engine: what runs is told, and waited for within bounds. There is nobody to leave the rest to.</content>
internal sealed partial class MemoryWorkflowEngine
{
    private readonly Engine.AsyncPulse _codeEnded = new();
    private readonly Engine.PatientStop _stop;
    private volatile bool _isStopping;
    private int _codeAtWork;

    /// <summary>No code is begun any more, and nobody can wait.</summary>
    private bool IsStopping => _isStopping;

    public Task StopAsync(CancellationToken cancellationToken = default) => _stop.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    private async Task StopOnceAsync()
    {
        _isStopping = true;
        foreach (var cell in _cells.Values)
        {
            lock (cell.Gate)
            {
                foreach (var stop in cell.Running?.Stops ?? [])
                {
                    // The host's code is not run under the gate.
                    _ = stop.CancelAsync();
                }

                cell.Changed?.TrySetResult();
                cell.Changed = null;
            }
        }

        _pulse.Beat();
        await _stop.WaitForCodeAsync(CodeHasEndedAsync).ConfigureAwait(false);
        _telemetry.Workflows.Remove(this);
    }

    private async Task CodeHasEndedAsync(CancellationToken cancellationToken)
    {
        for (var next = _codeEnded.Next; Volatile.Read(ref _codeAtWork) > 0; next = _codeEnded.Next)
        {
            await next.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
