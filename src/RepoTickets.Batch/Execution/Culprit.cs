using RepoTickets.Batch.Planning;

namespace RepoTickets.Batch.Execution;

/// <summary>Which document of a change set the store refused it for.</summary>
internal static class Culprit
{
    /// <summary>The unit, when the failure names one of them.</summary>
    internal static PlannedUnit? Find(Exception failure, IEnumerable<PlannedUnit> planned) => KeyOf(failure) is { } key
        ? planned.FirstOrDefault(unit => unit.Unit.Key == key)
        : null;

    /// <summary>The whole store is concerned: no other change set would fare better.</summary>
    internal static bool IsStoreWide(Exception failure) => failure
        is StoreBusyException or StoreReadOnlyException or StoreIoException or StorePoisonedException or StoreLockingUnavailableException
        or StoreNotFoundException or JournalCorruptException or ObjectDisposedException;

    private static DocumentKey? KeyOf(Exception failure) => failure switch
    {
        InvalidDocumentException invalid => invalid.Key,
        VersionConflictException conflict => conflict.Key,
        DanglingReferenceException dangling => dangling.Key,
        DocumentFaultException fault => fault.Fault.Key,
        _ => null,
    };
}
