using System.Globalization;

namespace RepoTickets.Workflows.Execution;

/// <summary>The one place that knows the language of expressions.</summary>
internal static class PlanExpressions
{
    internal static CompiledExpression Compile(string text) => new(text, context => Lookup(text.Trim(), context));

    internal static CompiledText CompileText(string text) => new(text, _ => text);

    private static WorkflowValue Lookup(string text, WorkflowValue context)
    {
        if (text is "true" or "false")
        {
            return WorkflowValue.Of(text == "true");
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return WorkflowValue.Of(number);
        }

        return text.Split('.').Aggregate(context, static (value, name) => value[name]);
    }
}
