namespace RepoTickets;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing.</summary>
    Information,

    /// <summary>Works, but should be looked at.</summary>
    Warning,

    /// <summary>Something cannot be read or is wrong.</summary>
    Error,
}

/// <summary>One thing that verification found.</summary>
/// <param name="Code">A stable name for the kind of finding, such as <c>dangling-reference</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Path">The file inside the <c>.tickets</c> folder; empty when it concerns no single file.</param>
/// <param name="Message">What, where and what to do.</param>
/// <param name="Repaired">A repair has mended it.</param>
public sealed record VerificationFinding(string Code, FindingSeverity Severity, string Path, string Message, bool Repaired = false);

/// <summary>What verification found.</summary>
/// <param name="DocumentsChecked">Files of documents that were read.</param>
/// <param name="Findings">What was found, worst first.</param>
public sealed record VerificationReport(int DocumentsChecked, IReadOnlyList<VerificationFinding> Findings)
{
    /// <summary>Nothing worse than information was found, or all of it was repaired.</summary>
    public bool IsClean => Findings.All(static finding => finding.Repaired || finding.Severity == FindingSeverity.Information);
}
