using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>What a document of the store is. Each kind has its own folder and its own identifiers.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<DocumentKind>))]
public enum DocumentKind
{
    /// <summary>No kind: the value of an uninitialised key. Never stored.</summary>
    None = 0,

    /// <summary>A <see cref="RepoTickets.Ticket"/>, in <c>open/</c> or <c>closed/</c> by its status.</summary>
    Ticket = 1,

    /// <summary>An <see cref="RepoTickets.Epic"/>, in <c>epics/</c>.</summary>
    Epic = 2,

    /// <summary>A <see cref="RepoTickets.BacklogItem"/>, in <c>backlog/</c>.</summary>
    BacklogItem = 3,

    /// <summary>An <see cref="RepoTickets.Agent"/>, in <c>agents/</c>.</summary>
    Agent = 4,

    /// <summary>An <see cref="RepoTickets.AgentTask"/>, in <c>tasks/</c>.</summary>
    AgentTask = 5,

    /// <summary>A <see cref="RepoTickets.Lease"/>, in <c>.sdk/leases/</c>, named for its ticket; local to a clone.</summary>
    Lease = 6,

    /// <summary>A <see cref="WorkflowInstance"/>, in <c>workflows/</c>.</summary>
    Workflow = 7,

    /// <summary>A <see cref="StoredWorkflowDefinition"/>, in <c>workflows/definitions/</c>; never changed once it is there.</summary>
    WorkflowDefinition = 8,

    /// <summary>A <see cref="RepoTickets.WorkflowLease"/>, in <c>.sdk/workflows/</c>, named for its workflow; local to a clone.</summary>
    WorkflowLease = 9,
}
