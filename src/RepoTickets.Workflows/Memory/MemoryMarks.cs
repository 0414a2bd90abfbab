using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Memory;

/// <summary>
/// How far a workflow was before a transition, so that what changed in it can be counted. Made only while somebody listens, and used under
/// the gate of the workflow.
/// </summary>
internal sealed class MemoryMarks(WorkflowMachine machine)
{
    private readonly long _entries = machine.Run.HistoryCount;
    private readonly Dictionary<UnitState, (WorkflowStepStatus Status, int Attempts)> _units =
        machine.AllUnits().ToDictionary(static unit => unit, static unit => (unit.Status, unit.Attempts));

    /// <summary>Counts the change; false when there was none.</summary>
    internal bool Count(WorkflowInstruments instruments)
    {
        if (machine.Run.HistoryCount == _entries)
        {
            return false;
        }

        instruments.Changed(machine.Run.Status);
        foreach (var unit in machine.AllUnits())
        {
            // Compensation ends a step a second time, as another outcome.
            if (unit.IsEnded && (!_units.TryGetValue(unit, out var before) || before != (unit.Status, unit.Attempts)))
            {
                instruments.StepEnded(unit.Status);
            }
        }

        return true;
    }
}
