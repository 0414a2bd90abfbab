namespace RepoTickets.Events;

/// <summary>
/// A lock for sections of a few instructions, entered by one atomic operation and left by none: a publication pays less than half of what
/// it would for a <see cref="Lock"/>. Who finds it taken spins, and soon gives up its processor between looks. The holder must not run
/// foreign code, wait, or enter it again, which would never end. Thread-safe.
/// </summary>
internal sealed class OrderGate
{
    private int _isTaken;

    internal void Enter()
    {
        if (Interlocked.CompareExchange(ref _isTaken, 1, 0) != 0)
        {
            EnterLater();
        }
    }

    internal void Exit() => Volatile.Write(ref _isTaken, 0);

    /// <summary>Enters; disposing leaves.</summary>
    internal Section EnterSection()
    {
        Enter();
        return new(this);
    }

    private void EnterLater()
    {
        var spin = default(SpinWait);
        do
        {
            spin.SpinOnce();
        }
        while (Volatile.Read(ref _isTaken) != 0 || Interlocked.CompareExchange(ref _isTaken, 1, 0) != 0);
    }

    /// <summary>Being inside.</summary>
    internal readonly ref struct Section(OrderGate gate)
    {
        public void Dispose() => gate.Exit();
    }
}
