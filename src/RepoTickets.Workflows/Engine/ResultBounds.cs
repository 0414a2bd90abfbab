using System.Globalization;
using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Engine;

/// <summary>What code may return as the result of its step.</summary>
internal static class ResultBounds
{
    /// <summary>JSON needs at most as many characters for one of a text.</summary>
    private const int LongestEscape = 6;

    /// <summary>The result, or for one that cannot be kept the failure that says why.</summary>
    /// <param name="result">What the code returned.</param>
    /// <param name="limit">Characters of JSON that are allowed.</param>
    internal static StepResult Check(StepResult result, int limit)
    {
        if (result.Error is not null || !MayBeWrong(result.Value, limit))
        {
            return result;
        }

        try
        {
            var json = WorkflowJson.Write(result.Value);
            WorkflowJson.Parse(json);
            return json.Length <= limit ? result : StepResult.Failed(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Its result is {json.Length} characters of JSON; at most {limit} are allowed."), isFinal: true);
        }
        catch (FormatException exception)
        {
            return StepResult.Failed($"Its result cannot be kept: {exception.Message}", isFinal: true);
        }
        catch (ArgumentException)
        {
            return StepResult.Failed(
                "Its result cannot be kept: a text in it has half of a surrogate pair, which no file can hold. Cut texts between " +
                "characters.", isFinal: true);
        }
    }

    /// <summary>Only to spare most results the way to JSON and back.</summary>
    private static bool MayBeWrong(WorkflowValue value, int limit) => value.Kind switch
    {
        WorkflowValueKind.Text => value.Text.Length > (limit / LongestEscape) - 1 ||
            value.Text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'),
        WorkflowValueKind.List or WorkflowValueKind.Map => true,
        _ => false,
    };
}
