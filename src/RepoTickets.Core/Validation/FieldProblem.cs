namespace RepoTickets;

/// <summary>One rule of the model that a value breaks. Problems are values: validation reports all of them at once.</summary>
/// <param name="Field">The path of the field as it stands in the file, such as <c>comments[2].content</c>.</param>
/// <param name="Value">The value as text, safe to print and cut after 80 characters.</param>
/// <param name="Reason">What is wrong and what would be right, as a sentence.</param>
public sealed record FieldProblem(string Field, string Value, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field} '{Value}': {Reason}";
}
