using RepoTickets.Workflows.Tests.Definitions;

namespace RepoTickets.Workflows.Tests.Diagrams;

public sealed class WorkflowMermaidTests
{
    [Fact]
    public void Render_OfTheRelease_ShowsStepsAndWhatUndoesThem() => Assert.Equal(
        """
        flowchart TD
            s0["Build<br/>task code"]
            s1["Test<br/>task test"]
            s2["Stage<br/>task deploy"]
            s3["Take back<br/>task deploy"]
            s4{{"Approve<br/>approval"}}
            s5["Deploy<br/>task deploy"]
            s0 --> s1
            s1 --> s2
            s2 -. "undone by" .-> s3
            s2 --> s4
            s4 --> s5

        """,
        WorkflowMermaid.Render(WorkflowTemplates.Release));

    [Fact]
    public void Render_WithStates_ColoursThem()
    {
        var text = WorkflowMermaid.Render(WorkflowTemplates.BugFix, id => id switch
        {
            "reproduce" => "completed",
            "diagnose" => "running",
            "fix" => "evil\n",
            _ => null,
        });
        var diagram = MermaidReader.Read(text);
        Assert.Equal(["completed", "running", "pending", "pending"], diagram.Boxes.Select(box => box.State));
        Assert.Equal(
            ["pending", "running", "waiting", "completed", "failed", "skipped", "cancelled", "compensated"], diagram.Classes);
    }

    [Theory]
    [InlineData("\"]; click s0 \"javascript:alert(1)\"")]
    [InlineData("abc\n    s1[\"b\"]\nend")]
    [InlineData("`**bold**` <script>alert(1)</script> &quot; #quot; #35; %%{init: {}}%%")]
    [InlineData("abc \u2028\u0000\ud83d\u202e")]
    [InlineData("end subgraph --> x:::y")]
    public void Render_OfHostileTitles_KeepsThemInTheirBoxes(string title)
    {
        var definition = new WorkflowDefinition
        {
            Name = "sample",
            Steps =
            [
                new CodeStep { Id = "a", Title = title, Code = title, Condition = title },
                new ForEachStep
                {
                    Id = "b",
                    DependsOn = ["a", "nothing"],
                    Items = title,
                    Body = new WaitForEventStep { Id = "c", Event = title },
                },
            ],
        };
        var diagram = MermaidReader.Read(WorkflowMermaid.Render(definition));
        Assert.Equal(["s0", "s1"], diagram.Boxes.Select(box => box.Node));
        Assert.Equal([("s0", "s1", false)], diagram.Edges);
        Assert.DoesNotContain('\n', diagram.Boxes[0].Label);
        Assert.Contains(title[..3].Trim(), diagram.Boxes[0].Label, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_OfRandomDefinitions_GivesDiagramsWithAllStepsAndEdges()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var definition = new RandomDefinition(new(seed)).Next();
            var text = WorkflowMermaid.Render(definition, _ => "failed");
            Assert.True(text == WorkflowMermaid.Render(definition, _ => "failed"), $"seed {seed}");
            var diagram = MermaidReader.Read(text);
            var undone = definition.Steps.Count(step => step.Compensation is not null);
            Assert.True(diagram.Boxes.Count == definition.Steps.Count + undone, $"seed {seed}");
            Assert.True(diagram.Edges.Count == undone + definition.Steps.Sum(step => step.DependsOn.Count), $"seed {seed}");
        }
    }
}
