using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Opening;

namespace RepoTickets.Storage.Health;

/// <summary>What there is to know of a store's health at one moment.</summary>
internal sealed record StoreCondition
{
    internal required string Folder { get; init; }

    internal required int Tickets { get; init; }

    internal required int Faults { get; init; }

    internal required long Position { get; init; }

    internal required long JournalBytes { get; init; }

    internal required long FeedRetentionBytes { get; init; }

    internal required long? FreeBytes { get; init; }

    internal required string? PoisonReason { get; init; }

    internal required bool JournalIsDamaged { get; init; }

    /// <summary>Why it cannot be written; null when it can, or is not meant to.</summary>
    internal required string? ReadOnlyReason { get; init; }

    internal required bool IsReadOnlyByOption { get; init; }

    internal required string? ConfigurationFault { get; init; }

    /// <summary>Looks at an open store.</summary>
    /// <exception cref="FileSystem.FileSystemException">The folder cannot be read.</exception>
    internal static StoreCondition Of(OpenStore open, Func<string, long?> freeSpace)
    {
        var counts = open.CountTickets();
        var (fileSystem, layout) = (open.Environment.FileSystem, open.Layout);
        var journal = fileSystem.ListWithStatus(layout.JournalFolder) ?? [];
        return new()
        {
            Folder = layout.Root,
            Tickets = counts.Total,
            Faults = counts.Faults,
            Position = counts.Position,
            JournalBytes = journal
                .Where(static entry => JournalSegment.TryParseName(entry.Name, out _))
                .Sum(static entry => entry.Status.Stamp.Size),
            FeedRetentionBytes = open.Options.FeedRetentionBytes,
            FreeBytes = freeSpace(layout.Root),
            PoisonReason = open.Health.PoisonReason,
            JournalIsDamaged = open.Health.JournalIsDamaged,
            ReadOnlyReason = open.Health.ReadOnlyReason,
            IsReadOnlyByOption = open.Options.ReadOnly,
            ConfigurationFault = open.Configuration.FindFault()?.ToString(),
        };
    }
}
