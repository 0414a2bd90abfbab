namespace RepoTickets.CommandLine.Printing;

/// <summary>What is told beside the items of a list.</summary>
internal sealed record ListNotes
{
    internal static ListNotes None { get; } = new();

    /// <summary>A line under the table.</summary>
    internal string? Summary { get; init; }

    /// <summary>How many there are, when not all are listed.</summary>
    internal int? Total { get; init; }

    /// <summary>Files that could not be read.</summary>
    internal IReadOnlyList<DocumentFault> Faults { get; init; } = [];
}
