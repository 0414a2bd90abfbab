using RepoTickets.LogTriage.Processing;

namespace RepoTickets.LogTriage;

/// <summary>The group was handled earlier in this run.</summary>
internal sealed class RunStrategy(RunMemory memory) : IDuplicateStrategy
{
    public string Name => BuiltInStrategies.Run;

    public bool NeedsAnalysis => false;

    public ValueTask<DuplicateAnswer> CheckAsync(LogGroup group, LogAnalysis? analysis, CancellationToken cancellationToken = default) =>
        new(memory.Find(group.Id) is { IsHandled: true } handled && memory.IsFresh(handled)
            ? DuplicateAnswer.Found(handled.Ticket)
            : DuplicateAnswer.NotFound);
}
