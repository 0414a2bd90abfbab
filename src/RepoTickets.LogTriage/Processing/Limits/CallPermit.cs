namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// Leave for one call that begins later: it counts as begun all the while, and its time is taken when it is used, so that no window has
/// too many calls however long that takes. Not used, it is given back. Thread-safe.
/// </summary>
internal sealed class CallPermit(Action<bool> end) : IDisposable
{
    private Action<bool>? _end = end;

    /// <summary>For targets without a limit.</summary>
    internal static CallPermit Unlimited { get; } = new(static _ => { });

    /// <summary>The call begins now.</summary>
    internal void Use() => End(isUsed: true);

    public void Dispose() => End(isUsed: false);

    private void End(bool isUsed) => Interlocked.Exchange(ref _end, null)?.Invoke(isUsed);
}
