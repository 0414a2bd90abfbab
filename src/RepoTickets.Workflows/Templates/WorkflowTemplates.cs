namespace RepoTickets.Workflows;

/// <summary>
/// Definitions for usual work, to be started as they are or to begin with: <c>Workflow.From(WorkflowTemplates.Release, "our-release")</c>.
/// The agents are chosen by the types of the tasks: analysis, design, code, test, review, deploy.
/// </summary>
public static class WorkflowTemplates
{
    /// <summary><c>feature-development</c>: requirements, design, implementation, testing, review, one after the other.</summary>
    public static WorkflowDefinition FeatureDevelopment { get; } = Workflow.Define("feature-development")
        .Describe("A feature from its requirements to the review, one step after the other.")
        .OptionalParameter("notes", "", "What every agent should know")
        .Step("requirements", step => step
            .Title("Requirements")
            .Task("analysis", "Write down what ${ticket.id} requires. ${params.notes}"))
        .Step("design", step => step
            .Title("Design")
            .After("requirements")
            .Task("design", "Design what ${ticket.id} requires: ${steps.requirements.result}. ${params.notes}"))
        .Step("implementation", step => step
            .Title("Implementation")
            .After("design")
            .Task("code", "Implement the design of ${ticket.id}: ${steps.design.result}. ${params.notes}"))
        .Step("testing", step => step
            .Title("Testing")
            .After("implementation")
            .Task("test", "Test the implementation of ${ticket.id}: ${steps.implementation.result}. ${params.notes}"))
        .Step("review", step => step
            .Title("Review")
            .After("testing")
            .Task("review", "Review ${ticket.id}: ${steps.implementation.result}. Tests: ${steps.testing.result}. ${params.notes}"))
        .Build();

    /// <summary><c>bug-fix</c>: reproduce, diagnose, fix, verify, one after the other.</summary>
    public static WorkflowDefinition BugFix { get; } = Workflow.Define("bug-fix")
        .Describe("A bug from its reproduction to the proof that it is gone, one step after the other.")
        .OptionalParameter("notes", "", "What every agent should know")
        .Step("reproduce", step => step
            .Title("Reproduce")
            .Task("test", "Find steps that show the bug of ${ticket.id} each time. ${params.notes}"))
        .Step("diagnose", step => step
            .Title("Diagnose")
            .After("reproduce")
            .Task("analysis", "Find the cause of ${ticket.id}. It shows by: ${steps.reproduce.result}. ${params.notes}"))
        .Step("fix", step => step
            .Title("Fix")
            .After("diagnose")
            .Task("code", "Fix ${ticket.id}. The cause: ${steps.diagnose.result}. ${params.notes}"))
        .Step("verify", step => step
            .Title("Verify")
            .After("fix")
            .Task("test", "Prove that ${ticket.id} is fixed by ${steps.fix.result}, with: ${steps.reproduce.result}. ${params.notes}"))
        .Build();

    /// <summary>
    /// <c>release</c>: build, test, stage, approve, deploy, one after the other. When something fails after staging, staging is taken back.
    /// </summary>
    public static WorkflowDefinition Release { get; } = Workflow.Define("release")
        .Describe("A release from the build to the deployment, with a person's yes before the last step.")
        .Parameter<string>("version", "What is released, such as 1.4.0")
        .OptionalParameter("staging", "staging", "Where it is tried")
        .OptionalParameter("production", "production", "Where it goes in the end")
        .Step("build", step => step
            .Title("Build")
            .Task("code", "Build version ${params.version}.")
            .Retry(2)
            .Repeatable())
        .Step("test", step => step
            .Title("Test")
            .After("build")
            .Task("test", "Test the build of version ${params.version}: ${steps.build.result}.")
            .Retry(2)
            .Repeatable())
        .Step("stage", step => step
            .Title("Stage")
            .After("test")
            .Task("deploy", "Put version ${params.version} on ${params.staging}: ${steps.build.result}.")
            .CompensateWith("take-back", undo => undo
                .Title("Take back")
                .Task("deploy", "Take version ${params.version} back from ${params.staging}: ${steps.stage.result}.")
                .Retry(3)
                .Repeatable()))
        .Step("approve", step => step
            .Title("Approve")
            .After("stage")
            .Approval("Shall version ${params.version}, which is on ${params.staging}, go to ${params.production}?"))
        .Step("deploy", step => step
            .Title("Deploy")
            .After("approve")
            .Task("deploy", "Put version ${params.version} on ${params.production}: ${steps.build.result}."))
        .Build();

    /// <summary>All of them.</summary>
    public static ValueList<WorkflowDefinition> All { get; } = [FeatureDevelopment, BugFix, Release];

    /// <summary>The template of this name; null when there is none.</summary>
    public static WorkflowDefinition? Find(string name) => All.FirstOrDefault(template => template.Name == name);
}
