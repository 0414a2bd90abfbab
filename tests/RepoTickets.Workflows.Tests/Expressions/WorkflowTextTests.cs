namespace RepoTickets.Workflows.Tests.Expressions;

public sealed class WorkflowTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain $ { } text", "plain $ { } text")]
    [InlineData("see ${steps.build.result.url}!", "see http://x!")]
    [InlineData("${item}${item}", "99")]
    [InlineData("[${params.x}]", "[]")]
    [InlineData("${params.targets}", "[\"test\",\"live\"]")]
    [InlineData("$${item}", "${item}")]
    [InlineData("${'}' + \"{'\" + 'a\\'}'}", "}{'a'}")]
    [InlineData("cost: $${item} = ${item}", "cost: ${item} = 9")]
    public void Evaluate_OfAText_FillsItIn(string text, string expected) =>
        Assert.Equal(expected, WorkflowText.Parse(text).Evaluate(WorkflowExpressionTests.Context()));

    [Theory]
    [InlineData("ab ${item", 3, "not closed")]
    [InlineData("ab ${}", 5, "empty")]
    [InlineData("ab ${1 +} c", 8, "missing at the end")]
    [InlineData("ab ${'x} c", 3, "not closed")]
    public void Parse_OfABadText_TellsThePlaceInTheWhole(string text, int position, string reason)
    {
        var error = Assert.Throws<WorkflowExpressionException>(() => WorkflowText.Parse(text));
        Assert.Equal(position, error.Position);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_OfABadExpression_TellsThePlaceInTheWhole()
    {
        var error = Assert.Throws<WorkflowExpressionException>(
            () => WorkflowText.Parse("ab ${item} ${nothing}").Evaluate(WorkflowExpressionTests.Context()));
        Assert.Equal(13, error.Position);
    }

    [Fact]
    public void Evaluate_OfWhatCostsTooMuch_EndsWithAnError()
    {
        var context = WorkflowValue.Of([new WorkflowMember("a", WorkflowValue.Of(new string('a', 400_000)))]);
        Assert.Throws<WorkflowExpressionException>(() => WorkflowText.Parse("${a}${a}${a}").Evaluate(context));
        Assert.Equal(800_000, WorkflowText.Parse("${a}${a}").Evaluate(context).Length);
    }

    [Fact]
    public void Names_OfAText_AreThoseOfItsExpressions() =>
        Assert.Equal(["item", "params"], WorkflowText.Parse("a ${item} b ${params.x + item} c $${steps}").Names);
}
