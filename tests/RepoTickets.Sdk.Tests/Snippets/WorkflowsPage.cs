using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Workflows;

namespace RepoTickets.Sdk.Tests.Snippets;

/// <summary>The code of docs/workflows.md and docs/workflow-definitions.md.</summary>
internal static class WorkflowsPage
{
    internal static async Task RunAsync(IServiceCollection services, IWorkflowEngine engine, Ticket ticket)
    {
        services.AddRepoTickets(t => t.AddStorage(".").AddEvents()
            .AddWorkflowStep<BuildStep>("build")                              // IWorkflowStep from the services
            .AddWorkflowStep("stage", (context, token) => StageAsync(token))  // or a function
            .AddWorkflow(WorkflowTemplates.Release));                         // IWorkflowEngine, and what AddAgents adds

        var release = await engine.StartAsync("release", new() { TicketId = ticket.Id });
        await engine.ApproveAsync(release.Id, "approve", "ann");
        var ended = await engine.WaitForEndAsync(release.Id);
    }

    internal static void Write(WorkflowDefinition definition)
    {
        var text = WorkflowYaml.Write(definition);                    // reads back as an equal definition
        var reading = WorkflowYaml.Read(text, "ship-it.yaml");        // a definition, or faults with line and column
        var problems = WorkflowValidator.Validate(definition);        // for definitions from anywhere

        var same = Workflow.Define("ship-it")
            .Parameter<string>("version")
            .OptionalParameter("targets", new[] { "test", "live" })
            .Step("build", step => step.Task("code", "Build version ${params.version}.").Retry(3).Repeatable())
            .Step("approve", step => step.Approval("Ship ${params.version}?", "anna", "bo").After("build"))
            .Build();                                                 // throws once, with all problems

        var ours = Workflow.From(WorkflowTemplates.Release, "our-release").Without("stage").Build();
    }

    private static ValueTask<StepResult> StageAsync(CancellationToken token) =>
        token.IsCancellationRequested ? ValueTask.FromCanceled<StepResult>(token) : ValueTask.FromResult(StepResult.Done);

    internal sealed class BuildStep : IWorkflowStep
    {
        public ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken) => ValueTask.FromResult(StepResult.Done);
    }
}
