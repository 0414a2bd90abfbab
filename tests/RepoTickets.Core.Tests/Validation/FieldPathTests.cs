namespace RepoTickets.Core.Tests.Validation;

public sealed class FieldPathTests
{
    [Fact]
    public void ToString_OfFieldsAndItems_IsThePathInTheDocument()
    {
        FieldPath steps = "steps";
        Assert.Equal("steps", steps.ToString());
        Assert.Equal("steps[3]", steps.Item(3).ToString());
        Assert.Equal("steps[3].status", (steps.Item(3) + ".status").ToString());
        Assert.Equal("steps[3].items[0].id", ((steps.Item(3) + ".items").Item(0) + ".id").ToString());
        Assert.Equal("steps[3][4]", steps.Item(3).Item(4).ToString());
        Assert.Equal("context.owner.name", ((FieldPath)"context" + ".owner" + ".name").ToString());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(400)]
    public void Validate_AKeyTwice_IsFoundInShortAndLongLists(int count)
    {
        var steps = Enumerable.Range(0, count - 1)
            .Select(static n => new WorkflowStepState { Id = $"s{n}" })
            .Append(new() { Id = "s0" })
            .ToList();
        var seen = new SeenKeys(count);
        Assert.Equal(count - 1, steps.FindIndex(step => !seen.Add(step.Id)));
    }
}
