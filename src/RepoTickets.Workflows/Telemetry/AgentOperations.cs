using Microsoft.Extensions.Logging;
using RepoTickets.Telemetry;

namespace RepoTickets.Workflows;

/// <summary>The operations of agents and claims. <c>docs/telemetry.md</c> lists them.</summary>
internal static class AgentOperations
{
    internal static readonly Operation CreateTask = new("agents.task.create");
    internal static readonly Operation AssignTask = new("agents.task.assign");
    internal static readonly Operation StartTask = new("agents.task.start");
    internal static readonly Operation PauseTask = new("agents.task.pause");
    internal static readonly Operation ResumeTask = new("agents.task.resume");
    internal static readonly Operation CompleteTask = new("agents.task.complete");
    internal static readonly Operation FailTask = new("agents.task.fail");
    internal static readonly Operation CancelTask = new("agents.task.cancel");
    internal static readonly Operation HandBackTask = new("agents.task.hand_back");
    internal static readonly Operation Distribute = new("agents.distribute");
    internal static readonly Operation DistributeWaiting = new("agents.distribute_waiting");
    internal static readonly Operation Register = new("agents.register");
    internal static readonly Operation Update = new("agents.update");
    internal static readonly Operation Heartbeat = new("agents.heartbeat");
    internal static readonly Operation Remove = new("agents.remove");
    internal static readonly Operation MarkSilent = new("agents.mark_silent");
    internal static readonly Operation Claim = new("claims.claim", LogLevel.Warning);
    internal static readonly Operation ClaimNext = new("claims.claim_next", LogLevel.Warning);
    internal static readonly Operation Resume = new("claims.resume");
    internal static readonly Operation Commit = new("claims.commit");
    internal static readonly Operation Renew = new("claims.renew");
    internal static readonly Operation Release = new("claims.release");
}
