namespace RepoTickets.Samples;

/// <summary>What the process answers with. They are documented in docs/command-line.md and do not change their meaning.</summary>
internal static class ExitCodes
{
    internal const int Success = 0;
    internal const int Failure = 1;
    internal const int Usage = 2;
    internal const int NotFound = 3;
    internal const int Conflict = 4;
    internal const int FaultsFound = 5;
    internal const int Busy = 6;

    /// <summary>What shells report of a program that Ctrl-C ended.</summary>
    internal const int Cancelled = 130;
}
