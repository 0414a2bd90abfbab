using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RepoTickets.Storage.Health;

/// <summary>What is not well with a store, each as a sentence that says what to do; the worst decides.</summary>
internal static class StoreHealthFindings
{
    internal static IEnumerable<(HealthStatus Status, string Text)> Of(StoreCondition condition, StoreHealthOptions options) =>
        new[]
        {
            Writing(condition), Journal(condition, options), FreeSpace(condition, options), Faults(condition, options),
            Configuration(condition),
        }
            .OfType<(HealthStatus, string)>();

    private static (HealthStatus, string)? Writing(StoreCondition condition) => condition switch
    {
        { PoisonReason: { } reason } => (HealthStatus.Unhealthy, reason),
        { JournalIsDamaged: true } => (HealthStatus.Unhealthy, $"{condition.ReadOnlyReason} Repair the store."),
        { IsReadOnlyByOption: true } => null,
        { ReadOnlyReason: { } reason } => (HealthStatus.Degraded, $"The store can be read but not written: {reason}"),
        _ => null,
    };

    private static (HealthStatus, string)? Journal(StoreCondition condition, StoreHealthOptions options)
    {
        var excess = condition.JournalBytes - condition.FeedRetentionBytes;
        return excess <= options.JournalExcessDegraded ? null : (
            excess > options.JournalExcessUnhealthy ? HealthStatus.Unhealthy : HealthStatus.Degraded,
            Text($"The journal has {condition.JournalBytes} bytes, {excess} more than FeedRetentionBytes; ") +
                Text($"allowed are {options.JournalExcessDegraded}.") +
                " Checkpoints fail or do not keep up: the log says why.");
    }

    private static (HealthStatus, string)? FreeSpace(StoreCondition condition, StoreHealthOptions options) =>
        condition.FreeBytes is not { } free || free >= options.FreeSpaceDegraded ? null : (
            free < options.FreeSpaceUnhealthy ? HealthStatus.Unhealthy : HealthStatus.Degraded,
            Text($"{free} bytes are free on the disk of {condition.Folder}; {options.FreeSpaceDegraded} are wanted. Make room."));

    private static (HealthStatus, string)? Faults(StoreCondition condition, StoreHealthOptions options) =>
        condition.Faults < options.FaultsDegraded ? null : (
            condition.Faults >= options.FaultsUnhealthy ? HealthStatus.Unhealthy : HealthStatus.Degraded,
            Text($"{condition.Faults} files of tickets cannot be read. GetFaultsAsync lists them with their reasons."));

    private static (HealthStatus, string)? Configuration(StoreCondition condition) =>
        condition.ConfigurationFault is { } fault
            ? (HealthStatus.Degraded, $"The configuration cannot be read, the last good one or the default one is used: {fault}")
            : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
