using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Printing;

/// <summary>Tells, beside the results, which files are missing in them because they cannot be read.</summary>
internal static class FaultNotes
{
    /// <param name="invocation">The command.</param>
    /// <param name="faults">The files.</param>
    /// <param name="missing">What the results are without: <c>listed</c>, <c>counted</c>, <c>exported</c>.</param>
    internal static void Write(Invocation invocation, IEnumerable<DocumentFault> faults, string missing = "listed")
    {
        foreach (var fault in faults)
        {
            invocation.Note($"tickets: not {missing}, because it cannot be read: {SafeText.Line(fault.ToString(), 500)}");
        }
    }
}
