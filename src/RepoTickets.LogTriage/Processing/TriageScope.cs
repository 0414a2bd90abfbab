namespace RepoTickets.LogTriage.Processing;

/// <summary>Tells code that runs as part of triage from the rest of the host, so that what triage logs is not triaged.</summary>
internal static class TriageScope
{
    private static readonly AsyncLocal<bool> Inside = new();

    internal static bool IsInside => Inside.Value;

    /// <summary>For the rest of the calling method and all that it starts.</summary>
    internal static void Enter() => Inside.Value = true;
}
