namespace RepoTickets.Workflows.Tests.Templates;

public sealed class WorkflowTemplatesTests
{
    public static TheoryData<string, string> Ancestors() => new()
    {
        { "feature-development", "requirements(analysis) → design(design) → implementation(code) → testing(test) → review(review)" },
        { "bug-fix", "reproduce(test) → diagnose(analysis) → fix(code) → verify(test)" },
        { "release", "build(code) → test(test) → stage(deploy) → approve() → deploy(deploy)" },
    };

    [Theory]
    [MemberData(nameof(Ancestors))]
    public void Template_OfAName_HasItsStepsOneAfterTheOther(string name, string steps)
    {
        var template = WorkflowTemplates.Find(name)!;
        Assert.Equal(
            steps, string.Join(" → ", template.Steps.Select(step => $"{step.Id}({(step as AgentTaskStep)?.TaskType})")));
        for (var i = 0; i < template.Steps.Count; i++)
        {
            Assert.Equal(i == 0 ? [] : [template.Steps[i - 1].Id], template.Steps[i].DependsOn);
        }
    }

    [Fact]
    public void Templates_AllTogether_AreValidAndReadable()
    {
        foreach (var template in WorkflowTemplates.All)
        {
            Assert.Empty(WorkflowValidator.Validate(template, WorkflowTemplates.All));
            Assert.Equal(template, WorkflowYaml.Read(WorkflowYaml.Write(template), "x").GetDefinition());
        }

        Assert.Null(WorkflowTemplates.Find("nothing"));
    }

    [Fact]
    public void Release_AfterStaging_CanBeTakenBack()
    {
        Assert.Equal(["take-back"], WorkflowTemplates.Release.Steps.Select(step => step.Compensation?.Id).OfType<string>());
        Assert.Equal("stage", WorkflowTemplates.Release.Steps.Single(step => step.Compensation is not null).Id);
    }
}
