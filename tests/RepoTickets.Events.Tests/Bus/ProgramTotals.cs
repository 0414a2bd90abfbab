namespace RepoTickets.Events.Tests.Bus;

/// <summary>What random programs did from inside handlers: a search that did none of it has searched nothing.</summary>
internal sealed class ProgramTotals
{
    private int _commitsOfHandlers;
    private int _commitsOfBlockingHandlers;
    private int _commitsInline;
    private int _batchesOfHandlers;
    private int _batchesOfBlockingHandlers;
    private int _batchesInline;

    internal int CommitsOfHandlers => _commitsOfHandlers;

    internal int CommitsOfBlockingHandlers => _commitsOfBlockingHandlers;

    internal int CommitsInline => _commitsInline;

    internal int BatchesOfHandlers => _batchesOfHandlers;

    internal int BatchesOfBlockingHandlers => _batchesOfBlockingHandlers;

    internal int BatchesInline => _batchesInline;

    internal void NoteCommit(Caller caller) => Note(caller, ref _commitsOfHandlers, ref _commitsOfBlockingHandlers, ref _commitsInline);

    internal void NoteBatch(Caller caller) => Note(caller, ref _batchesOfHandlers, ref _batchesOfBlockingHandlers, ref _batchesInline);

    public override string ToString() =>
        $"commits {_commitsOfHandlers}, blocking {_commitsOfBlockingHandlers}, inline {_commitsInline}; batches {_batchesOfHandlers}, blocking {_batchesOfBlockingHandlers}, inline {_batchesInline}";

    private static void Note(Caller caller, ref int handlers, ref int blocking, ref int inline)
    {
        switch (caller)
        {
            case Caller.Handler:
                Interlocked.Increment(ref handlers);
                break;
            case Caller.BlockingHandler:
                Interlocked.Increment(ref blocking);
                break;
            case Caller.Inline:
                Interlocked.Increment(ref inline);
                break;
        }
    }
}

/// <summary>Who does a step.</summary>
internal enum Caller
{
    Thread,
    Handler,
    BlockingHandler,
    Inline,
}
