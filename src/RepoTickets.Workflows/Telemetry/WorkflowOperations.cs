using Microsoft.Extensions.Logging;
using RepoTickets.Telemetry;

namespace RepoTickets.Workflows;

/// <summary>The operations of the workflow engine. <c>docs/telemetry.md</c> lists them.</summary>
internal static class WorkflowOperations
{
    internal static readonly Operation Start = new("workflows.start");

    /// <summary>Reading a workflow, deciding and committing; also where there turns out to be nothing to do.</summary>
    internal static readonly Operation Transition = new("workflows.transition");

    /// <summary>One attempt of a step of code. The host's code logs on its own, so it has a scope where its messages are written.</summary>
    internal static readonly Operation Step = new("workflows.step", LogLevel.Information);
}
