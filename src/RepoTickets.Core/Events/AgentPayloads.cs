namespace RepoTickets;

/// <summary>What events about an agent say of it, as it was after the event.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its status.</param>
public abstract record AgentPayload(AgentId AgentId, string Name, AgentStatus Status);

/// <summary>An agent was registered.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its status.</param>
public sealed record AgentRegistered(AgentId AgentId, string Name, AgentStatus Status)
    : AgentPayload(AgentId, Name, Status);

/// <summary>An agent changed in any way, signs of life included.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its status.</param>
/// <param name="Fields">The fields that changed, named as in the file, in its order; empty when the state before is not known.</param>
public sealed record AgentUpdated(AgentId AgentId, string Name, AgentStatus Status, ValueList<string> Fields)
    : AgentPayload(AgentId, Name, Status);

/// <summary>An agent was removed.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">Its last name; null when it is not known.</param>
public sealed record AgentRemoved(AgentId AgentId, string? Name);

/// <summary>An agent's file was left unreadable by an edit or a merge; the store goes on without it.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">Its last name; null when it is not known.</param>
public sealed record AgentUnreadable(AgentId AgentId, string? Name);
