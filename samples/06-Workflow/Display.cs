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
        var parts = all.OrderBy(static workflow => workflow.Definition, StringComparer.Ordinal).Select(Describe);
        var total = all.Average(static workflow => 100.0 * Ended(workflow) / workflow.Steps.Count);
        var line = string.Create(CultureInfo.InvariantCulture, $"{total,3:0} %  {string.Join("  ", parts)}");
        if (line != _last)
        {
            Console.WriteLine(line);
            _last = line;
        }
    }

    /// <summary>The percentage at the beginning of a line; 0 for other lines.</summary>
    internal static int TotalOf(string line) =>
        line.IndexOf('%') is > 0 and var end &&
            int.TryParse(line.AsSpan(0, end).Trim(), CultureInfo.InvariantCulture, out var total) ? total : 0;

    private static string Describe(WorkflowInstance workflow)
    {
        var filled = Cells * Ended(workflow) / workflow.Steps.Count;
        var current = workflow.Steps.FirstOrDefault(static step => step.Status is WorkflowStepStatus.Running or WorkflowStepStatus.Waiting);
        var at = workflow.IsEnded ? workflow.Status.ToString().ToLowerInvariant() : current?.Id ?? "…";
        return $"{workflow.Definition} [{new string('#', filled)}{new string('.', Cells - filled)}] {at,-14}";
    }

    private static int Ended(WorkflowInstance workflow) => workflow.Steps.Count(
        static step =>
            step.Status is WorkflowStepStatus.Completed or WorkflowStepStatus.Skipped or WorkflowStepStatus.Failed
                or WorkflowStepStatus.Cancelled);
}
