using RepoTickets.Batch.Planning;

namespace RepoTickets.Batch.Execution;

/// <summary>How far a step of a best-effort batch is.</summary>
internal enum StepState
{
    Pending,
    Done,
    Failed,
}

/// <summary>The steps of a best-effort batch, with what was planned for them and how far they are.</summary>
internal sealed class StepStates(BatchRun run, PlannedUnit[] planned)
{
    private readonly StepState[] _states =
        new StepState[planned.Length + run.Operations.Count(static operation => operation is CustomOperation)];

    internal StepGraph Graph { get; } = new(run.Blueprint, planned);

    internal bool IsUnit(int step) => step < planned.Length;

    internal PlannedUnit this[int step]
    {
        get => planned[step];
        set => planned[step] = value;
    }

    internal StepState StateOf(int step) => _states[step];

    internal void Set(int step, StepState state) => _states[step] = state;

    internal int FirstOperation(int step) => IsUnit(step) ? planned[step].Unit.Operations[0] : Graph.Customs[step - planned.Length];

    internal void FailWrongOnes()
    {
        for (var i = 0; i < planned.Length; i++)
        {
            if (planned[i].IsWrong)
            {
                Fail(i, planned[i].Errors);
            }
        }
    }

    internal void Fail(int step, IEnumerable<BatchError> errors)
    {
        run.Ledger.AddErrors(errors);
        _states[step] = StepState.Failed;
    }

    internal void Fail(int step, string reason)
    {
        var index = FirstOperation(step);
        Fail(step, [Describing.Error(index, run.Operations[index], reason)]);
    }

    /// <summary>Whether a step cannot be done because something that it needs was not; reports it the first time.</summary>
    internal bool FailIfBlocked(int step)
    {
        if (_states[step] == StepState.Failed)
        {
            return true;
        }

        if (Graph.SpoiltBy[step] >= 0)
        {
            Fail(step, $"It needs operation {Graph.SpoiltBy[step]}, which failed.");
            return true;
        }

        foreach (var need in Graph.Needs[step])
        {
            if (_states[need] == StepState.Failed)
            {
                Fail(step, $"It needs operation {FirstOperation(need)}, which failed.");
                return true;
            }
        }

        return false;
    }
}
