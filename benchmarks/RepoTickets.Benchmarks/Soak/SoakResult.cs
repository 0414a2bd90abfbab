namespace RepoTickets.Benchmarks.Soak;

/// <summary>One run of the soak.</summary>
/// <param name="Kind">"soak".</param>
/// <param name="Measured">When it ended.</param>
/// <param name="Machine">The class of machine.</param>
/// <param name="Seed">What the random numbers came from.</param>
/// <param name="Minutes">How long there was load.</param>
/// <param name="Processes">How many at once; the first of them is never killed.</param>
/// <param name="Kills">How many were killed with SIGKILL, and replaced.</param>
/// <param name="Stops">How many were told to stop, and replaced.</param>
/// <param name="Commits">Positions that the store gave out.</param>
/// <param name="AcknowledgedSteps">Change sets of workers' own tickets that were acknowledged.</param>
/// <param name="AcknowledgedDocuments">The documents in them.</param>
/// <param name="Counted">Increments of shared tickets that were acknowledged.</param>
/// <param name="Outrun">Increments that were refused, since somebody else was faster or the lease had run out.</param>
/// <param name="Reads">Reads, lists, searches and steps along the feed.</param>
/// <param name="FoundDone">Steps under way at a kill that were found done.</param>
/// <param name="FoundUndone">Steps under way at a kill that were found not done.</param>
/// <param name="Tickets">Tickets at the end.</param>
/// <param name="Checks">What was looked at in the end.</param>
/// <param name="FindingCount">What should not have been.</param>
/// <param name="Findings">The first of them.</param>
/// <param name="Samples">Memory and handles over time.</param>
internal sealed record SoakResult(
    string Kind,
    DateTimeOffset Measured,
    string Machine,
    int Seed,
    double Minutes,
    int Processes,
    int Kills,
    int Stops,
    long Commits,
    long AcknowledgedSteps,
    long AcknowledgedDocuments,
    long Counted,
    long Outrun,
    long Reads,
    int FoundDone,
    int FoundUndone,
    int Tickets,
    IReadOnlyList<string> Checks,
    int FindingCount,
    IReadOnlyList<string> Findings,
    IReadOnlyList<SoakSample> Samples);

/// <summary>What the process that is never killed uses, and what is on the disk.</summary>
/// <param name="Seconds">Since the beginning.</param>
/// <param name="ResidentMegabytes">Memory of the process.</param>
/// <param name="ManagedMegabytes">The part of it that the garbage collector manages; garbage included.</param>
/// <param name="Handles">Its open files and pipes.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="JournalMegabytes">The journal on the disk.</param>
/// <param name="Files">All files below <c>.tickets</c>.</param>
/// <param name="Kills">How many processes have been killed so far.</param>
/// <param name="Commits">Change sets and increments that were acknowledged so far.</param>
internal sealed record SoakSample(
    double Seconds, double ResidentMegabytes, double ManagedMegabytes, int Handles, int Threads, double JournalMegabytes, int Files,
    int Kills, long Commits);
