using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>The status of an epic.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<EpicStatus>))]
public enum EpicStatus
{
    /// <summary>Being planned. In files <c>draft</c>.</summary>
    Draft,

    /// <summary>Being worked on. In files <c>active</c>.</summary>
    Active,

    /// <summary>Done. In files <c>completed</c>.</summary>
    Completed,

    /// <summary>Will not be done. In files <c>cancelled</c>.</summary>
    Cancelled,
}

/// <summary>What kind of backlog item it is.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<BacklogItemType>))]
public enum BacklogItemType
{
    /// <summary>A user story. In files <c>story</c>.</summary>
    Story,

    /// <summary>A feature. In files <c>feature</c>.</summary>
    Feature,

    /// <summary>A bug. In files <c>bug</c>.</summary>
    Bug,

    /// <summary>An epic in the making. In files <c>epic</c>.</summary>
    Epic,

    /// <summary>A task. In files <c>task</c>.</summary>
    Task,

    /// <summary>An investigation. In files <c>spike</c>.</summary>
    Spike,
}

/// <summary>How far a backlog item is.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<BacklogStatus>))]
public enum BacklogStatus
{
    /// <summary>Just noted. In files <c>new</c>.</summary>
    New,

    /// <summary>Understood and sized. In files <c>groomed</c>.</summary>
    Groomed,

    /// <summary>Can be taken into a sprint. In files <c>ready</c>.</summary>
    Ready,

    /// <summary>Being worked on. In files <c>in-progress</c>.</summary>
    InProgress,

    /// <summary>Done. In files <c>done</c>.</summary>
    Done,

    /// <summary>Will not be done. In files <c>cancelled</c>.</summary>
    Cancelled,
}

/// <summary>How risky a backlog item is.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<RiskLevel>))]
public enum RiskLevel
{
    /// <summary>Low. In files <c>low</c>.</summary>
    Low,

    /// <summary>Medium. In files <c>medium</c>.</summary>
    Medium,

    /// <summary>High. In files <c>high</c>.</summary>
    High,
}
