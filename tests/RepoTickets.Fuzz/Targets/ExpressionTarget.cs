using System.Text;
using RepoTickets.Fuzz.Generation;
using RepoTickets.Workflows;

namespace RepoTickets.Fuzz.Targets;

/// <summary>The language of conditions and texts: whatever is read gives a value or the one documented error.</summary>
internal sealed class ExpressionTarget : MutatedTarget
{
    private static readonly WorkflowValue Context = Map(
        ("params", Map(
            ("p", WorkflowValue.Of("text")), ("n", WorkflowValue.Of(42)),
            ("q", List(WorkflowValue.Of("a"), WorkflowValue.Of(1), WorkflowValue.Null)))),
        ("steps", Map(
            (
                "a",
                Map(
                    ("status", WorkflowValue.Of("completed")), ("result", WorkflowValue.Of("2025-01-01T00:00:00Z")),
                    ("error", WorkflowValue.Of("")))))),
        ("ticket", Map(("id", WorkflowValue.Of("LOGIN-1")))),
        ("item", WorkflowValue.Of(true)),
        ("index", WorkflowValue.Of(0)));

    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["text"] = ["<b>", "<n>", "<s>", "<e>", "${<s>} and ${<n>}", "Before ${<e>} between ${<e>} after", "$${<e>}", "${<e>", "plain"],
        ["e"] = ["1", "<atom>", "<e> <op> <e>", "(<e>)", "not <e>", "-<e>", "[<e>, <e>]", "<call>", "<e>.<name>", "<e>[<e>]", "<e> in <e>"],
        ["b"] =
        [
            "true", "<n> <compare> <n>", "<s> == <s>", "not <b>", "<b> and <b>", "(<b> or <b>)", "contains(<s>, <s>)",
            "params.p in params.q", "item", "startsWith(<s>, 'a')",
        ],
        ["n"] =
        [
            "1", "<number>", "<number>", "<n> <arithmetic> <n>", "(<n> <arithmetic> <n>)", "-<n>", "length(<s>)", "params.n", "round(<n>)",
            "number('<number>')", "params.q[1]",
        ],
        ["s"] =
        [
            "'a'", "params.p", "ticket.id", "upper(<s>)", "lower(<s>)", "trim(<s>)", "text(<n>)", "join(params.q, <s>)", "steps.a.result",
            "default(null, <s>)", "'é\\n🎉'",
        ],
        ["number"] = ["0", "2", "1e308", "1e-308", "0.1", "9007199254740993", "123456789"],
        ["arithmetic"] = ["+", "-", "*", "/", "%"],
        ["compare"] = ["==", "!=", "<", ">", "<=", ">="],
        ["atom"] =
        [
            "1", "params.p", "params.n", "params.q", "steps.a.result", "steps.b.result", "ticket.id", "item", "index", "null", "true",
            "false", "'a'", "\"b\"", "'\\n\\u00e9'", "1e308", "0.1", "99999999999999999999", "{}", "nothing",
        ],
        ["op"] = ["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "and", "or"],
        ["name"] = ["p", "status", "length", "id", "x-y"],
        ["call"] =
        [
            "length(<e>)", "default(<e>, <e>)", "text(<e>)", "number(<e>)", "contains(<e>, <e>)", "startsWith(<e>, <e>)", "lower(<e>)",
            "upper(<e>)", "replace(<e>, <e>, <e>)", "split(<e>, <e>)", "join(<e>, <e>)", "matches(<e>, <e>)", "min(<e>, <e>)", "round(<e>)",
            "time(<e>)", "now()", "<name>(<e>)", "trim(<e>)",
        ],
    });

    internal override string Name => "expression";

    protected override IReadOnlyList<string> Tokens =>

        [
            .. Grammar.Tokens, "(", ")", "[", "]", ".", ",", "'", "\"", "\\", " and ", " or ", " not ", " in ", "${", "}", "((((", "- - ",
            "not not ", "text(", "[[[",
        ];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("text", random));

    internal override string Check(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var outcome = WorkflowExpression.TryParse(text, out var expression, out var error)
            ? Evaluate(expression)
            : Explain(error, text, "refused");
        if (text.Contains("${", StringComparison.Ordinal))
        {
            outcome = Fill(text);
        }

        return outcome;
    }

    private static string Evaluate(WorkflowExpression expression)
    {
        Assert.Equal(expression.Names, WorkflowExpression.Parse(expression.ToString()).Names);
        try
        {
            var value = expression.Evaluate(Context);
            Assert.Equal(value, expression.Evaluate(Context));
            Assert.True(value.Kind != WorkflowValueKind.Number || double.IsFinite(value.Number), "A number is not finite.");
            return "evaluated";
        }
        catch (WorkflowExpressionException exception)
        {
            return Explain(exception, expression.Text, "read");
        }
    }

    private static string Fill(string text)
    {
        WorkflowText parsed;
        try
        {
            parsed = WorkflowText.Parse(text);
        }
        catch (WorkflowExpressionException exception)
        {
            return Explain(exception, text, "text refused");
        }

        try
        {
            var filled = parsed.Evaluate(Context);
            Assert.True(filled.Length <= WorkflowExpression.MaximumCost + text.Length, $"The text grew to {filled.Length} characters.");
            return "text filled";
        }
        catch (WorkflowExpressionException exception)
        {
            return Explain(exception, text, "text read");
        }
    }

    private static string Explain(WorkflowExpressionException exception, string text, string outcome)
    {
        Assert.InRange(exception.Position, 0, text.Length);
        Assert.True(exception.Reason.Length > 10, "An error without reason.");
        return outcome;
    }

    private static WorkflowValue Map(params (string Name, WorkflowValue Value)[] members) =>
        WorkflowValue.Of(members.Select(static member => new WorkflowMember(member.Name, member.Value)).ToValueList());

    private static WorkflowValue List(params WorkflowValue[] items) => WorkflowValue.Of(items.ToValueList());
}
