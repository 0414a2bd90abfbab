using System.Globalization;

namespace RepoTickets.Workflows;

/// <summary>Something in the file of a definition that is not right.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The character of the line, counted from 1.</param>
/// <param name="Reason">What is wrong and what would be right, as a sentence.</param>
public sealed record WorkflowFault(string File, int Line, int Column, string Reason)
{
    /// <summary>All of it in one line, such as <c>bug-fix.yaml(12,9): …</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{DisplayText.Escape(File, 200)}({Line},{Column}): {Reason}");
}
