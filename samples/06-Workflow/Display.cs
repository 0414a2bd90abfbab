using System.Globalization;
using RepoTickets.Workflows;

namespace RepoTickets.Samples.Workflow;

/// <summary>One line for each change: how far each workflow is, and the whole.</summary>
internal sealed class Display
{
    private const int Cells = 10;

    private string _last = "";

    internal void Show(IReadOnlyList<WorkflowInstance> all)
    {
        var line = LineOf(all);
        if (line != _last)
        {
            Console.WriteLine(line);
            _last = line;
        }
    }

    internal static string LineOf(IReadOnlyList<WorkflowInstance> all)
    {
        var parts = all.OrderBy(static workflow => workflow.Definition, StringComparer.Ordinal).Select(Describe);
        var total = all.Average(static workflow => 100.0 * Done(workflow) / workflow.Steps.Count);
        return string.Create(CultureInfo.InvariantCulture, $"{total,3:0} %  {string.Join("  ", parts)}");
    }

    /// <summary>The percentage at the beginning of a line; 0 for other lines.</summary>
    internal static int TotalOf(string line) =>
        line.IndexOf('%') is > 0 and var end &&
            int.TryParse(line.AsSpan(0, end).Trim(), CultureInfo.InvariantCulture, out var total) ? total : 0;

    private static string Describe(WorkflowInstance workflow)
    {
        var filled = Cells * Done(workflow) / workflow.Steps.Count;
        var current = workflow.Steps.FirstOrDefault(static step => step.Status is WorkflowStepStatus.Running or WorkflowStepStatus.Waiting);
        var at = workflow.IsEnded ? workflow.Status.ToString().ToLowerInvariant() : current?.Id ?? "…";
        return $"{workflow.Definition} [{new string('#', filled)}{new string('.', Cells - filled)}] {at,-14}";
    }

    /// <summary>
    /// What failed or was called off has ended and is not done. Of a workflow that was completed every step is, also one whose failure it
    /// went on after.
    /// </summary>
    private static int Done(WorkflowInstance workflow) => workflow.Steps.Count(
        step => step.Status is WorkflowStepStatus.Completed or WorkflowStepStatus.Skipped ||
            (workflow.Status == WorkflowStatus.Completed && step.IsEnded));
}
