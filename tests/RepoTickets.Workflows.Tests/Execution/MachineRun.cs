using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Tests.Execution;

/// <summary>A machine without a driver: a test makes everything happen, in whatever order it likes.</summary>
internal sealed class MachineRun
{
    private static readonly DateTimeOffset Noon = FakeTime.AtNoon().Now;

    internal MachineRun(WorkflowDefinition definition, WorkflowValue parameters = default)
    {
        var plan = WorkflowPlan.Compile(definition);
        var origin = new WorkflowInstance
        {
            Id = WorkflowId.Parse("WF-0000000A"),
            Definition = definition.Name,
            DefinitionVersion = 1,
            DefinitionId = WorkflowDefinitionId.Parse("TEST-V1-0"),
            TicketId = TicketId.Parse("LOGIN-1"),
            Parameters = WorkflowJson.ToObject(parameters),
            CreatedAt = Noon,
        };
        Machine = new(WorkflowRun.Create(plan, origin, parameters), Noon) { Token = 1 };
        Machine.Start();
        Go();
    }

    internal WorkflowMachine Machine { get; private set; }

    internal List<MachineAction> Open { get; } = [];

    internal WorkflowStatus Status => Machine.Run.Status;

    internal string Show => string.Join(' ', Machine.Run.Units.Select(unit => $"{unit.Name}={unit.Status}"));

    /// <summary>Lets it go on and takes what it wants done.</summary>
    internal void Go()
    {
        Machine.Advance();
        foreach (var action in Machine.TakeActions())
        {
            if (action.Kind is MachineActionKind.RunCode or MachineActionKind.CreateTask or MachineActionKind.StartChild)
            {
                Open.Add(action);
                action.Unit.TaskId = action.Kind == MachineActionKind.CreateTask ? AgentTaskId.Parse("0000000A") : null;
                action.Unit.ChildId = action.Kind == MachineActionKind.StartChild ? WorkflowId.Parse("WF-0000000B") : null;
            }
            else
            {
                Open.RemoveAll(open => open.Unit.Name == action.Unit.Name);
            }
        }
    }

    /// <summary>Ends what is open, as one that looks by name, since the state may have been written and read meanwhile.</summary>
    internal void End(MachineAction action, bool isWell)
    {
        Open.Remove(action);
        var unit = Machine.Find(action.Unit.Name)!;
        if (action.Kind == MachineActionKind.RunCode)
        {
            if (isWell)
            {
                Machine.CodeCompleted(unit, action.Unit.Attempts, WorkflowValue.Of(unit.Name));
            }
            else
            {
                Machine.CodeFailed(unit, action.Unit.Attempts, "No.", isFinal: false);
            }
        }
        else if (isWell)
        {
            Machine.WaitCompleted(unit, WorkflowValue.Of(1));
        }
        else
        {
            Machine.WaitFailed(unit, "No.");
        }

        if (unit.Status == WorkflowStepStatus.Waiting)
        {
            // What it waits for has ended, and that will be looked at again: nothing goes on now.
            Open.Add(action);
        }

        Go();
    }

    internal void Move(TimeSpan by)
    {
        Machine.Now += by;
        Machine.Tick();
        Go();
    }

    /// <summary>Forgets the machine and makes another one of the document, as a process does that finds it.</summary>
    internal void Reload()
    {
        var document = Machine.Run.ToDocument();
        var now = Machine.Now;
        Machine = new(WorkflowRun.From(Machine.Run.Plan, document), now) { Token = 1 };
        Assert.Equal(document, Machine.Run.ToDocument());
        Go();
        Assert.Equal(document, Machine.Run.ToDocument());
    }
}
