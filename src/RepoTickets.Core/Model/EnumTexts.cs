namespace RepoTickets;

/// <summary>
/// The spelling in files of every fixed set of values. One table for all, written out rather than derived from names, because files outlive
/// renames. Thread-safe.
/// </summary>
public static class EnumTexts
{
    /// <summary>How far a ticket's requirements are agreed.</summary>
    public static EnumText<RequirementsStatus> RequirementsStatus { get; } = new(
        ("draft", RepoTickets.RequirementsStatus.Draft),
        ("review", RepoTickets.RequirementsStatus.Review),
        ("approved", RepoTickets.RequirementsStatus.Approved),
        ("complete", RepoTickets.RequirementsStatus.Complete));

    /// <summary>How far one requirement is.</summary>
    public static EnumText<RequirementStatus> RequirementStatus { get; } = new(
        ("draft", RepoTickets.RequirementStatus.Draft),
        ("approved", RepoTickets.RequirementStatus.Approved),
        ("implemented", RepoTickets.RequirementStatus.Implemented),
        ("verified", RepoTickets.RequirementStatus.Verified));

    /// <summary>How far a scenario is.</summary>
    public static EnumText<ScenarioStatus> ScenarioStatus { get; } = new(
        ("draft", RepoTickets.ScenarioStatus.Draft),
        ("ready", RepoTickets.ScenarioStatus.Ready),
        ("passing", RepoTickets.ScenarioStatus.Passing),
        ("failing", RepoTickets.ScenarioStatus.Failing),
        ("blocked", RepoTickets.ScenarioStatus.Blocked));

    /// <summary>How an expected result is verified.</summary>
    public static EnumText<VerificationMethod> VerificationMethod { get; } = new(
        ("manual", RepoTickets.VerificationMethod.Manual),
        ("automated", RepoTickets.VerificationMethod.Automated),
        ("review", RepoTickets.VerificationMethod.Review));

    /// <summary>What verification of an expected result said.</summary>
    public static EnumText<VerificationStatus> VerificationStatus { get; } = new(
        ("pending", RepoTickets.VerificationStatus.Pending),
        ("verified", RepoTickets.VerificationStatus.Verified),
        ("failed", RepoTickets.VerificationStatus.Failed),
        ("blocked", RepoTickets.VerificationStatus.Blocked));

    /// <summary>The status of an epic.</summary>
    public static EnumText<EpicStatus> EpicStatus { get; } = new(
        ("draft", RepoTickets.EpicStatus.Draft),
        ("active", RepoTickets.EpicStatus.Active),
        ("completed", RepoTickets.EpicStatus.Completed),
        ("cancelled", RepoTickets.EpicStatus.Cancelled));

    /// <summary>What kind of backlog item it is.</summary>
    public static EnumText<BacklogItemType> BacklogItemType { get; } = new(
        ("story", RepoTickets.BacklogItemType.Story),
        ("feature", RepoTickets.BacklogItemType.Feature),
        ("bug", RepoTickets.BacklogItemType.Bug),
        ("epic", RepoTickets.BacklogItemType.Epic),
        ("task", RepoTickets.BacklogItemType.Task),
        ("spike", RepoTickets.BacklogItemType.Spike));

    /// <summary>How far a backlog item is.</summary>
    public static EnumText<BacklogStatus> BacklogStatus { get; } = new(
        ("new", RepoTickets.BacklogStatus.New),
        ("groomed", RepoTickets.BacklogStatus.Groomed),
        ("ready", RepoTickets.BacklogStatus.Ready),
        ("in-progress", RepoTickets.BacklogStatus.InProgress),
        ("done", RepoTickets.BacklogStatus.Done),
        ("cancelled", RepoTickets.BacklogStatus.Cancelled));

    /// <summary>How risky a backlog item is.</summary>
    public static EnumText<RiskLevel> RiskLevel { get; } = new(
        ("low", RepoTickets.RiskLevel.Low),
        ("medium", RepoTickets.RiskLevel.Medium),
        ("high", RepoTickets.RiskLevel.High));

    /// <summary>What an agent is for.</summary>
    public static EnumText<AgentType> AgentType { get; } = new(
        ("general", RepoTickets.AgentType.General),
        ("developer", RepoTickets.AgentType.Developer),
        ("reviewer", RepoTickets.AgentType.Reviewer),
        ("tester", RepoTickets.AgentType.Tester),
        ("analyst", RepoTickets.AgentType.Analyst),
        ("documenter", RepoTickets.AgentType.Documenter),
        ("project_manager", RepoTickets.AgentType.ProjectManager));

    /// <summary>Whether an agent takes work.</summary>
    public static EnumText<AgentStatus> AgentStatus { get; } = new(
        ("active", RepoTickets.AgentStatus.Active),
        ("inactive", RepoTickets.AgentStatus.Inactive),
        ("busy", RepoTickets.AgentStatus.Busy),
        ("error", RepoTickets.AgentStatus.Error),
        ("maintenance", RepoTickets.AgentStatus.Maintenance));

    /// <summary>How far a task is.</summary>
    public static EnumText<AgentTaskStatus> AgentTaskStatus { get; } = new(
        ("assigned", RepoTickets.AgentTaskStatus.Assigned),
        ("in_progress", RepoTickets.AgentTaskStatus.InProgress),
        ("completed", RepoTickets.AgentTaskStatus.Completed),
        ("failed", RepoTickets.AgentTaskStatus.Failed),
        ("cancelled", RepoTickets.AgentTaskStatus.Cancelled),
        ("paused", RepoTickets.AgentTaskStatus.Paused));

    /// <summary>Why a file cannot be read; the spelling of events, as no file holds it.</summary>
    public static EnumText<FaultReason> FaultReason { get; } = new(
        ("syntax", RepoTickets.FaultReason.Syntax),
        ("content", RepoTickets.FaultReason.Content),
        ("duplicate_key", RepoTickets.FaultReason.DuplicateKey),
        ("merge_conflict", RepoTickets.FaultReason.MergeConflict),
        ("encoding", RepoTickets.FaultReason.Encoding),
        ("limit", RepoTickets.FaultReason.Limit),
        ("identifier", RepoTickets.FaultReason.Identifier),
        ("duplicate_document", RepoTickets.FaultReason.DuplicateDocument),
        ("not_a_regular_file", RepoTickets.FaultReason.NotARegularFile),
        ("unreadable", RepoTickets.FaultReason.Unreadable));

    /// <summary>What a document is; the spelling of events, as no file holds it.</summary>
    public static EnumText<DocumentKind> DocumentKind { get; } = new(
        ("ticket", RepoTickets.DocumentKind.Ticket),
        ("epic", RepoTickets.DocumentKind.Epic),
        ("backlog_item", RepoTickets.DocumentKind.BacklogItem),
        ("agent", RepoTickets.DocumentKind.Agent),
        ("agent_task", RepoTickets.DocumentKind.AgentTask),
        ("lease", RepoTickets.DocumentKind.Lease),
        ("workflow", RepoTickets.DocumentKind.Workflow),
        ("workflow_definition", RepoTickets.DocumentKind.WorkflowDefinition),
        ("workflow_lease", RepoTickets.DocumentKind.WorkflowLease));

    /// <summary>States of a workflow.</summary>
    public static EnumText<WorkflowStatus> WorkflowStatus { get; } = new(
        ("created", RepoTickets.WorkflowStatus.Created),
        ("running", RepoTickets.WorkflowStatus.Running),
        ("paused", RepoTickets.WorkflowStatus.Paused),
        ("compensating", RepoTickets.WorkflowStatus.Compensating),
        ("completed", RepoTickets.WorkflowStatus.Completed),
        ("failed", RepoTickets.WorkflowStatus.Failed),
        ("cancelled", RepoTickets.WorkflowStatus.Cancelled));

    /// <summary>States of a step of a workflow.</summary>
    public static EnumText<WorkflowStepStatus> WorkflowStepStatus { get; } = new(
        ("pending", RepoTickets.WorkflowStepStatus.Pending),
        ("running", RepoTickets.WorkflowStepStatus.Running),
        ("waiting", RepoTickets.WorkflowStepStatus.Waiting),
        ("completed", RepoTickets.WorkflowStepStatus.Completed),
        ("failed", RepoTickets.WorkflowStepStatus.Failed),
        ("skipped", RepoTickets.WorkflowStepStatus.Skipped),
        ("cancelled", RepoTickets.WorkflowStepStatus.Cancelled),
        ("compensated", RepoTickets.WorkflowStepStatus.Compensated));

    /// <summary>The table of one set, for code that is generic over sets; null for an enumeration that has none.</summary>
    internal static EnumText<TEnum>? Of<TEnum>()
        where TEnum : struct, Enum =>
        (RequirementsStatus as object as EnumText<TEnum>)
        ?? (RequirementStatus as object as EnumText<TEnum>)
        ?? (ScenarioStatus as object as EnumText<TEnum>)
        ?? (VerificationMethod as object as EnumText<TEnum>)
        ?? (VerificationStatus as object as EnumText<TEnum>)
        ?? (EpicStatus as object as EnumText<TEnum>)
        ?? (BacklogItemType as object as EnumText<TEnum>)
        ?? (BacklogStatus as object as EnumText<TEnum>)
        ?? (RiskLevel as object as EnumText<TEnum>)
        ?? (AgentType as object as EnumText<TEnum>)
        ?? (AgentStatus as object as EnumText<TEnum>)
        ?? (AgentTaskStatus as object as EnumText<TEnum>)
        ?? (FaultReason as object as EnumText<TEnum>)
        ?? (DocumentKind as object as EnumText<TEnum>)
        ?? (WorkflowStatus as object as EnumText<TEnum>)
        ?? (WorkflowStepStatus as object as EnumText<TEnum>);
}
