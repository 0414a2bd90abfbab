namespace RepoTickets.LogTriage.Intents;

/// <summary>A wish to append: what is appended is decided under the lock, when it is known what others did.</summary>
internal abstract class StateRequest
{
    /// <summary>Looks at the state under the lock; the lines to append, possibly none.</summary>
    internal abstract IReadOnlyList<StateLine> Decide(StateModel model);

    /// <summary>The lines are flushed.</summary>
    internal abstract void Complete();

    /// <summary>Whether the lines are there is not known.</summary>
    internal abstract void Fail(Exception exception);
}

/// <summary>A wish with an answer.</summary>
internal sealed class StateRequest<T>(Func<StateModel, (T Answer, IReadOnlyList<StateLine> Lines)> decide) : StateRequest
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _decided;

    internal Task<T> Answer => _answer.Task;

    internal override IReadOnlyList<StateLine> Decide(StateModel model)
    {
        (_decided, var lines) = decide(model);
        return lines;
    }

    internal override void Complete() => _answer.TrySetResult(_decided!);

    internal override void Fail(Exception exception) => _answer.TrySetException(exception);
}
