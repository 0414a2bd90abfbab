namespace RepoTickets.Batch.Tests.Properties;

/// <summary>What goes wrong around one of the commits of a batch.</summary>
internal enum Fault
{
    None,
    CustomThrows,
    UndoThrows,
    InvalidItem,
    OthersChange,
    OthersDelete,
    CommitRefused,
    StoreFails,
    ThrowsAfterCommit,
    CancelBefore,
    CancelAtCommit,
    CancelAfterCommit,
    CancelInCustom,
}
