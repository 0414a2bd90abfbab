using System.Globalization;

namespace RepoTickets.Workflows;

/// <summary>Something in a definition that is not right.</summary>
/// <param name="Path">
/// Where in the whole, in the words of the YAML form, such as <c>steps[2].retry.delay</c>. Steps are counted from 0.
/// </param>
/// <param name="Step">The step's name; null when it is about the whole.</param>
/// <param name="Field">Where in the step, or in the whole, such as <c>retry.delay</c>.</param>
/// <param name="Reason">What is wrong and what would be right, as a sentence.</param>
/// <param name="Position">The character of an expression, counted from 0, at which it goes wrong; null when it is about no place.</param>
public sealed record WorkflowProblem(string Path, string? Step, string Field, string Reason, int? Position = null)
{
    /// <summary>All of it in one line, such as <c>Step 'build', retry.delay: …</c>.</summary>
    public override string ToString()
    {
        var place = Position is { } position ? string.Create(CultureInfo.InvariantCulture, $" at character {position + 1}") : "";
        return Step is null
            ? $"{Field}{place}: {Reason}"
            : $"Step '{DisplayText.Escape(Step)}', {Field}{place}: {Reason}";
    }
}
