namespace RepoTickets;

/// <summary>Who holds a task.</summary>
public static class TaskHolder
{
    /// <summary>
    /// Stands in the file of a task that waits for an agent (<c>agent_id: NOBODY</c>), because there a task cannot be without one. No agent
    /// may be registered under this identifier.
    /// </summary>
    public static AgentId Nobody { get; } = AgentId.Parse("NOBODY");
}
