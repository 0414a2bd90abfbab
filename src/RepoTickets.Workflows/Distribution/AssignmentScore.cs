using System.Globalization;

namespace RepoTickets.Workflows;

/// <summary>One part of a score.</summary>
/// <param name="Name">What is rated, such as <c>load</c>.</param>
/// <param name="Points">What it contributes; negative where it speaks against the agent.</param>
public readonly record struct ScoreTerm(string Name, double Points);

/// <summary>How well an agent suits a task: the sum of its terms. Higher is better; scores of one policy can be compared.</summary>
public sealed record AssignmentScore
{
    /// <summary>A score of these terms.</summary>
    public AssignmentScore(params ReadOnlySpan<ScoreTerm> terms)
    {
        Terms = ValueList.Create(terms);
        foreach (var term in terms)
        {
            Value += term.Points;
        }
    }

    /// <summary>The sum.</summary>
    public double Value { get; }

    /// <summary>Its parts.</summary>
    public ValueList<ScoreTerm> Terms { get; }

    /// <summary>The sum and its parts, such as <c>80.3 = promise 82.1 + speed 1.2 - load 3.0</c>.</summary>
    public string Explanation => string.Create(CultureInfo.InvariantCulture, $"{Value:0.0} = {string.Join(" ", Terms.Select(Describe))}");

    /// <inheritdoc/>
    public override string ToString() => Explanation;

    private static string Describe(ScoreTerm term, int index)
    {
        var sign = term.Points < 0 ? "- " : index == 0 ? "" : "+ ";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{term.Name} {Math.Abs(term.Points):0.0}");
    }
}
