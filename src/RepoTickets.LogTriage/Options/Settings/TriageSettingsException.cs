namespace RepoTickets.LogTriage;

/// <summary>Settings cannot be used. All problems are told at once.</summary>
/// <param name="problems">What is wrong, one sentence each, with name, source and what is allowed. Secrets are not shown.</param>
public sealed class TriageSettingsException(IReadOnlyList<string> problems)
    : RepoTicketsException($"The settings of triage are not valid: {string.Join("; ", problems)}.")
{
    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
