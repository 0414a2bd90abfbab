namespace RepoTickets.CommandLine.Importing;

/// <summary>What was read: issues, and what is none of ours to import.</summary>
internal sealed class ForeignReading
{
    internal List<ForeignIssue> Issues { get; } = [];

    internal List<(string Id, string Reason)> Skipped { get; } = [];

    internal List<ForeignFaultException> Faults { get; } = [];

    /// <summary>Reads one piece; what is wrong with it is noted, so that all faults are told at once.</summary>
    internal void Try(Action read)
    {
        try
        {
            read();
        }
        catch (ForeignFaultException fault)
        {
            Faults.Add(fault);
        }
    }
}
