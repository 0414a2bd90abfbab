using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>How far a ticket's requirements are agreed.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<RequirementsStatus>))]
public enum RequirementsStatus
{
    /// <summary>Being written. In files <c>draft</c>.</summary>
    Draft,

    /// <summary>Being reviewed. In files <c>review</c>.</summary>
    Review,

    /// <summary>Agreed. In files <c>approved</c>.</summary>
    Approved,

    /// <summary>Nothing is left to do. In files <c>complete</c>.</summary>
    Complete,
}

/// <summary>How far one requirement is.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<RequirementStatus>))]
public enum RequirementStatus
{
    /// <summary>Being written. In files <c>draft</c>.</summary>
    Draft,

    /// <summary>Agreed. In files <c>approved</c>.</summary>
    Approved,

    /// <summary>Built. In files <c>implemented</c>.</summary>
    Implemented,

    /// <summary>Built and checked. In files <c>verified</c>.</summary>
    Verified,
}

/// <summary>How far a scenario is.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<ScenarioStatus>))]
public enum ScenarioStatus
{
    /// <summary>Being written. In files <c>draft</c>.</summary>
    Draft,

    /// <summary>Can be run. In files <c>ready</c>.</summary>
    Ready,

    /// <summary>The last run passed. In files <c>passing</c>.</summary>
    Passing,

    /// <summary>The last run failed. In files <c>failing</c>.</summary>
    Failing,

    /// <summary>Cannot be run. In files <c>blocked</c>.</summary>
    Blocked,
}

/// <summary>How an expected result is verified.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<VerificationMethod>))]
public enum VerificationMethod
{
    /// <summary>By hand. In files <c>manual</c>.</summary>
    Manual,

    /// <summary>By a test. In files <c>automated</c>.</summary>
    Automated,

    /// <summary>By reading. In files <c>review</c>.</summary>
    Review,
}

/// <summary>What verification of an expected result said.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<VerificationStatus>))]
public enum VerificationStatus
{
    /// <summary>Not verified yet. In files <c>pending</c>.</summary>
    Pending,

    /// <summary>True. In files <c>verified</c>.</summary>
    Verified,

    /// <summary>Not true. In files <c>failed</c>.</summary>
    Failed,

    /// <summary>Cannot be verified. In files <c>blocked</c>.</summary>
    Blocked,
}
