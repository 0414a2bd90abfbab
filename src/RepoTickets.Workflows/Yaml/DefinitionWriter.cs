using System.Globalization;

namespace RepoTickets.Workflows;

/// <summary>Writes a valid definition as people would: what has its default is left out, short forms are used where they say all.</summary>
internal sealed partial class DefinitionWriter
{
    private readonly YamlText _text = new();

    internal string Write(WorkflowDefinition definition)
    {
        _text.Text("name", definition.Name);
        _text.Plain("version", Number(definition.Version));
        WriteUnlessEmpty("description", definition.Description);
        if (definition.MaximumParallelSteps != 16)
        {
            _text.Plain("parallel", Number(definition.MaximumParallelSteps));
        }

        if (definition.OnFailure != FailureMode.FailFast)
        {
            _text.Plain("on-failure", DefinitionWords.FailureModes.Write(definition.OnFailure));
        }

        WriteTime("timeout", definition.TimeOut);
        WriteParameters(definition.Parameters);
        using (_text.Open("steps"))
        {
            foreach (var step in definition.Steps)
            {
                using (_text.OpenItem())
                {
                    WriteStep(step);
                }
            }
        }

        var result = _text.ToString();
        return HasHalfPair(result)
            ? throw new InvalidWorkflowException(
                definition.Name, [new("", null, "definition", "A text holds half of a surrogate pair, which no file can hold. Remove it.")])
            : result;
    }

    private void WriteParameters(ValueList<WorkflowParameter> parameters)
    {
        if (parameters.Count == 0)
        {
            return;
        }

        using (_text.Open("parameters"))
        {
            foreach (var parameter in parameters)
            {
                var type = DefinitionWords.ParameterTypes.Write(parameter.Type);
                if (parameter.Default is null && parameter.Description.Length == 0)
                {
                    _text.Plain(YamlText.Key(parameter.Name), type);
                    continue;
                }

                using (_text.Open(YamlText.Key(parameter.Name)))
                {
                    _text.Plain("type", type);
                    if (parameter.Default is { } value)
                    {
                        _text.Plain("default", YamlText.Flow(value));
                    }

                    WriteUnlessEmpty("description", parameter.Description);
                }
            }
        }
    }

    private void WriteStep(StepDefinition step)
    {
        _text.Text("id", step.Id);
        WriteUnlessEmpty("title", step.Title);
        if (step.DependsOn.Count > 0)
        {
            _text.Plain("depends-on", YamlText.Flow(step.DependsOn));
        }

        if (step.Condition is { } condition)
        {
            _text.Text("if", condition);
        }

        if (step.WhenDependencySkipped != SkipRule.Skip)
        {
            _text.Plain("when-dependency-skipped", DefinitionWords.SkipRules.Write(step.WhenDependencySkipped));
        }

        WriteKind(step);
        WriteRetry(step.Retry);
        WriteTime("timeout", step.TimeOut);
        if (step.IsRepeatable)
        {
            _text.Plain("repeatable", "true");
        }

        if (step.Compensation is { } compensation)
        {
            using (_text.Open("compensate"))
            {
                WriteStep(compensation);
            }
        }
    }

    private void WriteRetry(RetryRule retry)
    {
        if (retry == RetryRule.None)
        {
            return;
        }

        var usual = RetryRule.Attempts(retry.MaximumAttempts);
        if (retry == usual)
        {
            _text.Plain("retry", Number(retry.MaximumAttempts));
            return;
        }

        using (_text.Open("retry"))
        {
            _text.Plain("attempts", Number(retry.MaximumAttempts));
            WriteTime("delay", retry.Delay);
            _text.Plain("back-off", Number(retry.BackOff));
            WriteTime("maximum-delay", retry.MaximumDelay);
            _text.Plain("jitter", Number(retry.Jitter));
        }
    }

    private void WriteTime(string key, TimeSpan? time)
    {
        if (time is { } value)
        {
            _text.Plain(key, DurationText.Write(value));
        }
    }

    private void WriteUnlessEmpty(string key, string text)
    {
        if (text.Length > 0)
        {
            _text.Text(key, text);
        }
    }

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static bool HasHalfPair(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
