using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Workflows;

/// <summary>Says which steps this program cannot run: their code is in a host, and a command leaves them to it.</summary>
internal static class CodeNote
{
    internal static void Write(Invocation invocation, WorkflowDefinition definition, WorkflowInstance? workflow = null)
    {
        if (workflow?.IsEnded == true)
        {
            return;
        }

        var code = definition.Steps.SelectMany(CodeOf)
            .Where(step => workflow?.FindStep(step.Step) is not { IsEnded: true })
            .Select(static step => $"{step.Step} ({step.Code})").ToList();
        if (code.Count > 0)
        {
            invocation.Note(
                $"tickets: '{definition.Name}' has steps of code, which the command line " +
                $"cannot run: {SafeText.Line(string.Join(", ", code), 300)}. " +
                "They wait for a host that has the code registered and runs the engine (docs/workflows.md).");
        }
    }

    /// <summary>The steps of code that a step is or holds, under the name that an instance has them by.</summary>
    internal static IEnumerable<(string Step, string Code)> CodeOf(StepDefinition step)
    {
        if (step is CodeStep own)
        {
            yield return (step.Id, own.Code);
        }

        if (step is ForEachStep { Body: CodeStep body })
        {
            yield return (step.Id, body.Code);
        }

        foreach (var undo in step.Compensation is { } compensation ? CodeOf(compensation) : [])
        {
            yield return undo;
        }
    }
}
