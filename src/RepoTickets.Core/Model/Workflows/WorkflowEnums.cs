using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>How far a workflow is.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<WorkflowStatus>))]
public enum WorkflowStatus
{
    /// <summary>Stored and not begun. In files <c>created</c>.</summary>
    Created,

    /// <summary>Goes on whenever something it waits for happens. In files <c>running</c>.</summary>
    Running,

    /// <summary>Stands still until somebody resumes it. In files <c>paused</c>.</summary>
    Paused,

    /// <summary>Undoes what its steps did, before it fails or is cancelled. In files <c>compensating</c>.</summary>
    Compensating,

    /// <summary>Every step ended well or was skipped. Final. In files <c>completed</c>.</summary>
    Completed,

    /// <summary>Given up; a failed step may be tried again by a person. In files <c>failed</c>.</summary>
    Failed,

    /// <summary>Called off. Final. In files <c>cancelled</c>.</summary>
    Cancelled,
}

/// <summary>How far one step of a workflow is.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<WorkflowStepStatus>))]
public enum WorkflowStepStatus
{
    /// <summary>Not begun, or to be tried again. In files <c>pending</c>.</summary>
    Pending,

    /// <summary>Code of a host is at it. In files <c>running</c>.</summary>
    Running,

    /// <summary>Waits for an agent, a person, an event, a time, another workflow or its items. In files <c>waiting</c>.</summary>
    Waiting,

    /// <summary>Ended well. In files <c>completed</c>.</summary>
    Completed,

    /// <summary>Failed for good. In files <c>failed</c>.</summary>
    Failed,

    /// <summary>Not run, by its condition or by what became of the steps that it depends on. In files <c>skipped</c>.</summary>
    Skipped,

    /// <summary>Called off while it ran or waited. In files <c>cancelled</c>.</summary>
    Cancelled,

    /// <summary>Ended well and was undone. In files <c>compensated</c>.</summary>
    Compensated,
}
