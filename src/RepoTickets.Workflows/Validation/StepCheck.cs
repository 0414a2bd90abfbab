using System.Globalization;

namespace RepoTickets.Workflows;

/// <summary>Checks one step: what all kinds have in common here, what each kind has in the other part.</summary>
internal sealed partial class StepCheck(
    StepPlace place,
    StepGraph graph,
    ExpressionCheck expressions,
    KnownDefinitions? known,
    WorkflowDefinition definition,
    ProblemList problems)
{
    private const int MaximumTitle = 1_000;

    private StepDefinition Step => place.Step;

    internal void Run()
    {
        if (Step.Title.Length > MaximumTitle)
        {
            Add("title", $"The title is longer than {MaximumTitle} characters.");
        }

        CheckRole();
        CheckDependencies();
        CheckRetry();
        if (Step.Condition is { } condition)
        {
            Check("if", condition);
        }

        if (!Enum.IsDefined(Step.WhenDependencySkipped))
        {
            Add("when-dependency-skipped", $"This is no such rule. Use {DefinitionWords.SkipRules.Allowed}.");
        }

        if (Step.TimeOut is { } timeOut && (timeOut <= TimeSpan.Zero || timeOut > DefinitionCheck.LongestTime))
        {
            Add("timeout", "The time-out must be more than nothing and at most 10 years. Leave it out for no limit.");
        }

        CheckKind();
    }

    private void CheckRole()
    {
        if (place.Role == StepRole.Step)
        {
            return;
        }

        var what = place.Role == StepRole.Body ? "What is done for each item" : "A compensation";
        if (Step.DependsOn.Count > 0)
        {
            Add("depends-on", $"{what} depends on nothing. Put the dependencies on the step that holds it.");
        }

        if (Step.WhenDependencySkipped != SkipRule.Skip)
        {
            Add("when-dependency-skipped", $"{what} depends on nothing. Put the rule on the step that holds it.");
        }

        if (Step.Compensation is not null)
        {
            Add("compensate", $"{what} has no compensation of its own. Take it out, or put it on the step that holds this one.");
        }

        if (place.Role == StepRole.Compensation && Step.Condition is not null)
        {
            Add("if", "A compensation has no condition: it runs when what it undoes has ended well.");
        }

        if (place.Role == StepRole.Body && Step is ForEachStep)
        {
            Add("for-each", "A for-each cannot hold another. Put the inner one into a workflow of its own and run that for each item.");
        }
    }

    private void CheckDependencies()
    {
        if (place.Role != StepRole.Step)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Step.DependsOn.Count; i++)
        {
            var id = Step.DependsOn[i];
            if (!seen.Add(id))
            {
                Add($"depends-on[{i}]", $"'{DisplayText.Escape(id)}' is there twice. Remove one of them.");
            }
            else if (!graph.Numbers.ContainsKey(id))
            {
                Add($"depends-on[{i}]", expressions.ExplainUnknownStep(id));
            }
        }
    }

    private void CheckRetry()
    {
        var retry = Step.Retry;
        if (retry.MaximumAttempts is < 1 or > 100)
        {
            Add("retry.attempts", $"1 to 100 attempts are possible, not {retry.MaximumAttempts}.");
        }

        if (retry.Delay < TimeSpan.Zero || retry.Delay > TimeSpan.FromDays(1))
        {
            Add("retry.delay", "The delay before the second attempt is 0 to 1 day.");
        }
        else if (retry.MaximumDelay < retry.Delay || retry.MaximumDelay > DefinitionCheck.LongestTime)
        {
            Add("retry.maximum-delay", "The longest delay is at least the first one, retry.delay, and at most 10 years.");
        }

        if (!(retry.BackOff is >= 1 and <= 10))
        {
            Add("retry.back-off", string.Create(
                CultureInfo.InvariantCulture, $"Delays grow by a factor of 1 to 10, not {retry.BackOff}."));
        }

        if (!(retry.Jitter is >= 0 and <= 1))
        {
            Add("retry.jitter", string.Create(
                CultureInfo.InvariantCulture, $"The share of a delay that is left to chance is 0 to 1, not {retry.Jitter}."));
        }
    }

    private void Check(string field, string expression, bool hasEvent = false) =>
        expressions.Check(place, field, expression, hasEvent);

    private void CheckLine(string field, string? text, int maximumLength, string what, string example)
    {
        if (DefinitionNames.ExplainLine(text, maximumLength) is { } reason)
        {
            Add(field, $"{what} {reason}. Write one line of at most {maximumLength} characters, such as {example}.");
        }
    }

    private void Add(string field, string reason) => problems.Add(new($"{place.Path}.{field}", Step.Id, field, reason));
}
