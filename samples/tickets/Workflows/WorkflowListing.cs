using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Workflows;

/// <summary>How workflows look in lists.</summary>
internal static class WorkflowListing
{
    internal static Listing<WorkflowInstance> Listing { get; } = new(
        "workflows",
        [
            ("id", static workflow => workflow.Id.Value),
            ("status", static workflow => EnumTexts.WorkflowStatus.Write(workflow.Status)),
            ("definition", static workflow => workflow.Definition),
            ("ticket", static workflow => workflow.TicketId?.Value ?? ""),
            ("steps", static workflow => $"{WorkflowFigures.DoneSteps(workflow)}/{workflow.Steps.Count}"),
            ("created", static workflow => Samples.Texts.Minute(workflow.CreatedAt)),
            ("waits for", static workflow => workflow.Reason.Length > 0 ? workflow.Reason : string.Join("; ", WaitingSteps.Of(workflow))),
        ],
        WorkflowJson.WriteSummary);
}
