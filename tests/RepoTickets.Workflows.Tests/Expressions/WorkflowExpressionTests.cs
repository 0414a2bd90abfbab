namespace RepoTickets.Workflows.Tests.Expressions;

public sealed class WorkflowExpressionTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3 - 4 / 2 % 3", "7")]
    [InlineData("-2 - -3", "1")]
    [InlineData("1.5e1", "15")]
    [InlineData("1e-1 + 1E+1", "10.1")]
    [InlineData("2-1", "1")]
    [InlineData("'a' + \"b\"", "ab")]
    [InlineData("[1] + [2, 'x']", "[1,2,\"x\"]")]
    [InlineData("'it\\'s \\\\ \\\"\\n\\u0041'", "it's \\ \"\nA")]
    [InlineData("true and not false", "true")]
    [InlineData("true && !false || false", "true")]
    [InlineData("false or true and false", "false")]
    [InlineData("not 1 == 2", "true")]
    [InlineData("!true == false", "true")]
    [InlineData("1 < 2 and 'a' < 'b' and 2 >= 2", "true")]
    [InlineData("null == null", "true")]
    [InlineData("null == 0", "false")]
    [InlineData("null != ''", "true")]
    [InlineData("[1, [2]] == [1, [2]]", "true")]
    [InlineData("2 in [1, 2]", "true")]
    [InlineData("'2' in [1, 2]", "false")]
    [InlineData("2 not in [1, 2]", "false")]
    [InlineData("'b' in 'abc'", "true")]
    [InlineData("'url' in steps.build.result", "true")]
    [InlineData("null ?? null ?? 3", "3")]
    [InlineData("true ? 1 : false ? 2 : 3", "1")]
    [InlineData("false ? 1 : null ?? 3", "3")]
    [InlineData("steps.build.result.url", "http://x")]
    [InlineData("steps.write-tests.result", "12")]
    [InlineData("steps['write-tests'].result - 1", "11")]
    [InlineData("steps.write-tests.result-1", "11")]
    [InlineData("steps.2nd-try-1.status", "completed")]
    [InlineData("steps . build . result [ 'url' ]", "http://x")]
    [InlineData("params.targets[0] + params.targets[length(params.targets) - 1]", "testlive")]
    [InlineData("params.targets[7]", "null")]
    [InlineData("steps.nothing.result.url[3].x", "null")]
    [InlineData("item", "9")]
    [InlineData("contains(params.targets, 'test')", "true")]
    [InlineData("contains('needle', 'dl')", "true")]
    [InlineData("startsWith('abc', 'ab') and endsWith('abc', 'bc')", "true")]
    [InlineData("lower('ÄB') + upper('c') + trim(' d ')", "äbCd")]
    [InlineData("length('abc') + length([1]) + length(params)", "6")]
    [InlineData("default(null, 5) + default(1, 1 / 0)", "6")]
    [InlineData("number(' 12.5 ') + round(2.5)", "15.5")]
    [InlineData("text(12) + text(null) + text([1, 'a']) + text(true)", "12null[1,\"a\"]true")]
    [InlineData("join(params.targets, ', ')", "test, live")]
    [InlineData("[]", "[]")]
    [InlineData("false and missing", "false")]
    [InlineData("true or 1 / 0 == 1", "true")]
    public void Evaluate_OfWhatIsRight_GivesTheValue(string expression, string expected) =>
        Assert.Equal(expected, WorkflowExpression.Parse(expression).Evaluate(Context()).ToString());

    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData("  ", 2, "empty")]
    [InlineData("1 +", 3, "missing at the end")]
    [InlineData("(1", 0, "Add a ')'")]
    [InlineData("1)", 1, "closes nothing")]
    [InlineData("a = 1", 2, "'=='")]
    [InlineData("a & b", 2, "'and'")]
    [InlineData("a b", 2, "operator is missing")]
    [InlineData("'abc", 0, "not closed")]
    [InlineData("'\\x'", 1, "backslash")]
    [InlineData("[1, 2", 0, "not closed")]
    [InlineData("[1 2]", 0, "not closed")]
    [InlineData("a[0", 1, "bracket is not closed")]
    [InlineData("a.", 2, "name of a member")]
    [InlineData("a.0", 2, "name of a member")]
    [InlineData("1x", 0, "'1x' is not a number")]
    [InlineData("1.", 0, "not a number")]
    [InlineData("1e999", 0, "not a number")]
    [InlineData("frobnicate(1)", 0, "no function 'frobnicate'. Known: contains")]
    [InlineData("contains('a')", 0, "contains(whole, part)")]
    [InlineData("1 < 2 < 3", 6, "chained")]
    [InlineData("and true", 0, "missing before 'and'")]
    [InlineData("true ? 1", 8, "':'")]
    [InlineData("${a}", 0, "not expected")]
    [InlineData("a }", 2, "Braces")]
    [InlineData("ä", 0, "not expected")]
    public void Parse_OfWhatIsWrong_TellsPlaceAndRemedy(string expression, int position, string reason)
    {
        var error = Assert.Throws<WorkflowExpressionException>(() => WorkflowExpression.Parse(expression));
        Assert.Equal(position, error.Position);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(expression, error.Expression);
    }

    [Theory]
    [InlineData("missing", 0, "no 'missing' here. Known: steps, params, item")]
    [InlineData("1 + 'a'", 4, "number(…)")]
    [InlineData("'a' + 1", 6, "text(…)")]
    [InlineData("[1] + 1", 0, "two lists")]
    [InlineData("true + true", 0, "'+' joins")]
    [InlineData("1 == '1'", 0, "one kind")]
    [InlineData("null < 1", 0, "default(…, 0)")]
    [InlineData("'a' < 1", 0, "two texts")]
    [InlineData("1 and true", 0, "true or false")]
    [InlineData("not 'x'", 4, "negates")]
    [InlineData("1 ? 2 : 3", 0, "before '?'")]
    [InlineData("1 / 0", 4, "divided by 0")]
    [InlineData("1e308 * 10", 8, "too large")]
    [InlineData("item.x", 5, "belongs to a number")]
    [InlineData("params.targets.count", 15, "length(…)")]
    [InlineData("params.targets[0.5]", 15, "whole numbers")]
    [InlineData("params.targets[-1]", 15, "length(a) - 1")]
    [InlineData("params[0]", 7, "as text")]
    [InlineData("params[true]", 7, "An index")]
    [InlineData("1 in 2", 5, "can contain")]
    [InlineData("1 in 'a'", 0, "needs text")]
    [InlineData("lower(null)", 6, "default(…, '')")]
    [InlineData("length(1)", 7, "has a length")]
    [InlineData("number('x')", 7, "'x' is not a number")]
    [InlineData("number('NaN')", 7, "not a number")]
    [InlineData("join(1, '')", 5, "a list")]
    public void Evaluate_OfWhatDoesNotFit_TellsPlaceAndRemedy(string expression, int position, string reason)
    {
        var parsed = WorkflowExpression.Parse(expression);
        var error = Assert.Throws<WorkflowExpressionException>(() => parsed.Evaluate(Context()));
        Assert.Equal(position, error.Position);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateCondition_OfNoTruthValue_Throws()
    {
        Assert.True(WorkflowExpression.Parse("item == 9").EvaluateCondition(Context()));
        Assert.Throws<WorkflowExpressionException>(() => WorkflowExpression.Parse("item").EvaluateCondition(Context()));
    }

    [Fact]
    public void Names_OfAnExpression_AreThoseItUses()
    {
        var expression = WorkflowExpression.Parse("steps.build.result.url == params['x'] and item in steps.test.result and not false");
        Assert.Equal(["steps", "params", "item"], expression.Names);
        Assert.Equal(
            ["steps.build.result.url", "params.x", "item", "steps.test.result"],
            expression.References.Select(reference => string.Join('.', [reference.Root, .. reference.Members])));
    }

    [Theory]
    [InlineData("(", 65)]
    [InlineData("[", 65)]
    [InlineData("-", 65)]
    [InlineData("!", 65)]
    [InlineData("not ", 65)]
    [InlineData("a[", 65)]
    [InlineData("lower(", 65)]
    [InlineData("a ? ", 65)]
    public void Parse_OfDeepNesting_EndsWithAnError(string piece, int count)
    {
        var text = string.Concat(Enumerable.Repeat(piece, count));
        var error = Assert.Throws<WorkflowExpressionException>(() => WorkflowExpression.Parse(text));
        Assert.Contains("64 levels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_OfTheLongestChains_NeedsNoDepth()
    {
        Assert.Equal(2_000, WorkflowExpression.Parse("1" + string.Concat(Enumerable.Repeat("+1", 1_999))).Evaluate(Context()).Number);
        Assert.Equal(default, WorkflowExpression.Parse("steps" + string.Concat(Enumerable.Repeat(".a", 1_997))).Evaluate(Context()));
        Assert.Throws<WorkflowExpressionException>(() => WorkflowExpression.Parse(new string(' ', 3_999) + "11"));
    }

    [Fact]
    public void Evaluate_OfWhatCostsTooMuch_EndsWithAnError()
    {
        var large = WorkflowValue.Of([new WorkflowMember("a", WorkflowValue.Of(new string('a', 400_000)))]);
        AssertTooMuch("a + a + a", large);
        AssertTooMuch("join([a, a, a], '')", large);
        AssertTooMuch("text([a, a, a])", large);
        AssertTooMuch("a == a and a == a and a == a", large);
        Assert.True(WorkflowExpression.Parse("contains(a, a)").Evaluate(large).Boolean);

        var deep = WorkflowValue.Of(1);
        for (var i = 0; i < 100_000; i++)
        {
            deep = WorkflowValue.Of([deep]);
        }

        var context = WorkflowValue.Of([new WorkflowMember("a", deep)]);
        foreach (var expression in (string[])["a == a", "text(a)", "a in [a]", "join([a], '')"])
        {
            var error = Assert.Throws<WorkflowExpressionException>(() => WorkflowExpression.Parse(expression).Evaluate(context));
            Assert.Contains("100 levels", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", true)]
    [InlineData("ababababababababababababababababababababababac", false)]
    public void Contains_OfALongText_AgreesWithTheBuiltInSearch(string needle, bool isThere)
    {
        var text = new string('a', 3_000) + "b" + string.Concat(Enumerable.Repeat("ab", 500));
        var context = WorkflowValue.Of([new WorkflowMember("t", WorkflowValue.Of(text)), new("n", WorkflowValue.Of(needle))]);
        Assert.Equal(isThere, text.Contains(needle, StringComparison.Ordinal));
        Assert.Equal(isThere, WorkflowExpression.Parse("n in t").Evaluate(context).Boolean);
    }

    internal static WorkflowValue Context() => Map(
        ("steps", Map(
            ("build", Map(("status", WorkflowValue.Of("completed")), ("result", Map(("url", WorkflowValue.Of("http://x")))))),
            ("write-tests", Map(("result", WorkflowValue.Of(12)))),
            ("2nd-try-1", Map(("status", WorkflowValue.Of("completed")))))),
        ("params", Map(
            ("targets", WorkflowValue.Of([WorkflowValue.Of("test"), WorkflowValue.Of("live")])),
            ("x", default))),
        ("item", WorkflowValue.Of(9)));

    private static WorkflowValue Map(params (string Name, WorkflowValue Value)[] members) =>
        WorkflowValue.Of(members.Select(member => new WorkflowMember(member.Name, member.Value)).ToValueList());

    private static void AssertTooMuch(string expression, WorkflowValue context)
    {
        var error = Assert.Throws<WorkflowExpressionException>(() => WorkflowExpression.Parse(expression).Evaluate(context));
        Assert.Contains("costs more", error.Message, StringComparison.Ordinal);
    }
}
