using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>What an agent is for.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<AgentType>))]
public enum AgentType
{
    /// <summary>Anything. In files <c>general</c>.</summary>
    General,

    /// <summary>Writes code. In files <c>developer</c>.</summary>
    Developer,

    /// <summary>Reviews. In files <c>reviewer</c>.</summary>
    Reviewer,

    /// <summary>Tests. In files <c>tester</c>.</summary>
    Tester,

    /// <summary>Analyses. In files <c>analyst</c>.</summary>
    Analyst,

    /// <summary>Documents. In files <c>documenter</c>.</summary>
    Documenter,

    /// <summary>Manages. In files <c>project_manager</c>.</summary>
    ProjectManager,
}

/// <summary>Whether an agent takes work.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<AgentStatus>))]
public enum AgentStatus
{
    /// <summary>Takes work. In files <c>active</c>.</summary>
    Active,

    /// <summary>Switched off. In files <c>inactive</c>.</summary>
    Inactive,

    /// <summary>Takes nothing more for now. In files <c>busy</c>.</summary>
    Busy,

    /// <summary>Out of order. In files <c>error</c>.</summary>
    Error,

    /// <summary>Being looked after. In files <c>maintenance</c>.</summary>
    Maintenance,
}

/// <summary>How far a task is.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<AgentTaskStatus>))]
public enum AgentTaskStatus
{
    /// <summary>Given to an agent, not begun. In files <c>assigned</c>.</summary>
    Assigned,

    /// <summary>Being worked on. In files <c>in_progress</c>.</summary>
    InProgress,

    /// <summary>Done. Final. In files <c>completed</c>.</summary>
    Completed,

    /// <summary>Given up with an error. Final. In files <c>failed</c>.</summary>
    Failed,

    /// <summary>Called off. Final. In files <c>cancelled</c>.</summary>
    Cancelled,

    /// <summary>Begun and interrupted. In files <c>paused</c>.</summary>
    Paused,
}
