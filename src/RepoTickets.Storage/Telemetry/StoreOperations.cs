using RepoTickets.Telemetry;

namespace RepoTickets.Storage;

/// <summary>The operations of the store. <c>docs/telemetry.md</c> lists them.</summary>
internal static class StoreOperations
{
    internal static readonly Operation Open = new("store.open");
    internal static readonly Operation Get = new("store.get");
    internal static readonly Operation List = new("store.list");
    internal static readonly Operation Query = new("store.query");
    internal static readonly Operation Search = new("store.search");
    internal static readonly Operation Statistics = new("store.statistics");
    internal static readonly Operation Faults = new("store.faults");
    internal static readonly Operation Commit = new("store.commit");
    internal static readonly Operation CommitGroup = new("store.commit_group");
    internal static readonly Operation Refresh = new("store.refresh");
    internal static readonly Operation Rebuild = new("store.rebuild_index");
    internal static readonly Operation Verify = new("store.verify");
    internal static readonly Operation Repair = new("store.repair");
    internal static readonly Operation Examine = new("store.health");
    internal static readonly Operation Checkpoint = new("store.checkpoint");
}
