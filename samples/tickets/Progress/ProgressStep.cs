using RepoTickets.Batch;

namespace RepoTickets.CommandLine.Progress;

/// <summary>What a command is doing, and how far it is with that.</summary>
/// <param name="What">What it is doing, in a few words.</param>
/// <param name="Done">How many of the things that it does this to have had it done.</param>
/// <param name="Total">How many things these are; 0 where that is not known.</param>
internal sealed record ProgressStep(string What, int Done = 0, int Total = 0)
{
    internal static ProgressStep Of(BatchProgress progress) => new(
        progress.Phase switch
        {
            BatchPhase.Planning => "planning",
            BatchPhase.Applying => "applying",
            BatchPhase.Committing => "committing",
            BatchPhase.Undoing => "undoing",
            _ => "finishing",
        },
        progress.Done,
        progress.Total);

    internal static ProgressStep Of(MaintenanceProgress progress) => new(
        progress.Phase switch
        {
            MaintenancePhase.Indexing => "reading tickets",
            MaintenancePhase.Mending => "mending",
            MaintenancePhase.Checking => "checking files",
            _ => "finishing",
        },
        progress.Done,
        progress.Total);

    internal static ProgressStep Of(ExportProgress progress) => new("exporting", progress.Done, progress.Total);
}
