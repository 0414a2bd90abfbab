using System.Text.Json;
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
            ("steps", static workflow => $"{Ended(workflow)}/{workflow.Steps.Count}"),
            ("created", static workflow => Printing.Texts.Minute(workflow.CreatedAt)),
            ("waits for", static workflow => workflow.Reason.Length > 0 ? workflow.Reason : string.Join("; ", WaitingSteps.Of(workflow))),
        ],
        WriteJson);

    private static int Ended(WorkflowInstance workflow) => workflow.Steps.Count(static step => step.IsEnded);

    private static void WriteJson(Utf8JsonWriter writer, WorkflowInstance workflow)
    {
        WorkflowJsonShape.WriteHead(writer, workflow);
        writer.WriteNumber("steps_total", workflow.Steps.Count);
        writer.WriteNumber("steps_ended", Ended(workflow));
        writer.Texts("waits_for", WaitingSteps.Of(workflow));
    }
}
