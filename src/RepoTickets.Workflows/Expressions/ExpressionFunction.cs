using System.Globalization;

namespace RepoTickets.Workflows;

/// <summary>A function of the language.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Form">How it is written, for errors.</param>
/// <param name="ArgumentCount">How many arguments it takes.</param>
/// <param name="Evaluate">What it does.</param>
internal sealed record ExpressionFunction(string Name, string Form, int ArgumentCount, Func<FunctionCall, WorkflowValue> Evaluate)
{
    private static readonly ExpressionFunction[] All =
    [
        new("contains", "contains(whole, part)", 2, Contains),
        new("startsWith", "startsWith(text, beginning)", 2, call => Test(call, StartsWith)),
        new("endsWith", "endsWith(text, end)", 2, call => Test(call, EndsWith)),
        new("lower", "lower(text)", 1, call => Change(call, text => text.ToLowerInvariant())),
        new("upper", "upper(text)", 1, call => Change(call, text => text.ToUpperInvariant())),
        new("trim", "trim(text)", 1, call => Change(call, text => text.Trim())),
        new("length", "length(text, list or map)", 1, Length),
        new("default", "default(value, otherwise)", 2, Default),
        new("number", "number(text)", 1, Number),
        new("round", "round(number)", 1, call => WorkflowValue.Of(Math.Round(call.Number(0), MidpointRounding.AwayFromZero))),
        new("text", "text(value)", 1, Text),
        new("join", "join(list, separator)", 2, Join),
    ];

    internal static string KnownNames { get; } = string.Join(", ", All.Select(function => function.Name).Order(StringComparer.Ordinal));

    internal static ExpressionFunction? Find(string name) =>
        Array.Find(All, function => string.Equals(function.Name, name, StringComparison.Ordinal));

    private static WorkflowValue Contains(FunctionCall call) => WorkflowValue.Of(ComparisonNode.Contains(
        call.Value(0), call.Value(1), call.Evaluation, call.Arguments[0].Position, call.Arguments[1].Position));

    private static WorkflowValue Default(FunctionCall call)
    {
        var value = call.Value(0);
        return value.Kind == WorkflowValueKind.Null ? call.Value(1) : value;
    }

    private static bool StartsWith(string text, string part) => text.StartsWith(part, StringComparison.Ordinal);

    private static bool EndsWith(string text, string part) => text.EndsWith(part, StringComparison.Ordinal);

    private static WorkflowValue Test(FunctionCall call, Func<string, string, bool> matches)
    {
        var text = call.Text(0);
        var part = call.Text(1);
        call.Charge(part.Length);
        return WorkflowValue.Of(matches(text, part));
    }

    private static WorkflowValue Change(FunctionCall call, Func<string, string> change)
    {
        var text = call.Text(0);
        call.Charge(text.Length);
        return WorkflowValue.Of(change(text));
    }

    private static WorkflowValue Length(FunctionCall call)
    {
        var value = call.Value(0);
        return value.Kind switch
        {
            WorkflowValueKind.Text => WorkflowValue.Of(value.Text.Length),
            WorkflowValueKind.List => WorkflowValue.Of(value.Items.Count),
            WorkflowValueKind.Map => WorkflowValue.Of(value.Members.Count),
            _ => throw call.Evaluation.Error(
                call.Arguments[0].Position,
                $"Only text, a list or a map has a length, but this is {ValueKinds.Of(value)}. For null use default(…, [])."),
        };
    }

    private static WorkflowValue Number(FunctionCall call)
    {
        var value = call.Value(0);
        if (value.Kind == WorkflowValueKind.Number)
        {
            return value;
        }

        var text = call.Evaluation.Text(value, call.Arguments[0].Position, "number(…)");
        call.Charge(text.Length);
        const NumberStyles Styles =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent |
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? WorkflowValue.Of(number)
            : throw call.Evaluation.Error(
                call.Arguments[0].Position, $"'{DisplayText.Escape(text)}' is not a number. Write it like 12, -0.5 or 1e6.");
    }

    private static WorkflowValue Text(FunctionCall call)
    {
        var value = call.Value(0);
        if (value.Kind == WorkflowValueKind.Text)
        {
            return value;
        }

        ValueMatch.ChargeAll(value, call.Evaluation, call.Position);
        return WorkflowValue.Of(value.ToString());
    }

    private static WorkflowValue Join(FunctionCall call)
    {
        var list = call.Value(0);
        if (list.Kind != WorkflowValueKind.List)
        {
            throw call.Evaluation.Error(call.Arguments[0].Position, $"join(…) needs a list first, but this is {ValueKinds.Of(list)}.");
        }

        var separator = call.Text(1);
        foreach (var item in list.Items)
        {
            ValueMatch.ChargeAll(item, call.Evaluation, call.Position);
            call.Charge(separator.Length);
        }

        return WorkflowValue.Of(string.Join(separator, list.Items.Select(item => item.ToString())));
    }
}
