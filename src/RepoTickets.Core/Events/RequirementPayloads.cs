namespace RepoTickets;

/// <summary>A ticket got a requirement.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="RequirementId">The requirement.</param>
/// <param name="Title">The requirement's title.</param>
/// <param name="Priority">The requirement's priority.</param>
/// <param name="Status">The requirement's status; nothing further tells of one that was verified already.</param>
public sealed record RequirementAdded(
    TicketId TicketId, string RequirementId, string Title, TicketPriority Priority, RequirementStatus Status);

/// <summary>A requirement of a ticket has been verified.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="RequirementId">The requirement.</param>
/// <param name="Title">The requirement's title.</param>
/// <param name="FormerStatus">Its status before.</param>
public sealed record RequirementVerified(TicketId TicketId, string RequirementId, string Title, RequirementStatus FormerStatus);

/// <summary>An expected result of a ticket has been verified.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="ResultId">The expected result.</param>
/// <param name="Description">What must be true.</param>
/// <param name="VerifiedBy">Who verified it; may be empty.</param>
public sealed record ExpectedResultVerified(TicketId TicketId, string ResultId, string Description, string VerifiedBy);

/// <summary>The verification of an expected result of a ticket failed.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="ResultId">The expected result.</param>
/// <param name="Description">What should be true.</param>
/// <param name="Notes">What was noted about it; may be empty.</param>
public sealed record ExpectedResultFailed(TicketId TicketId, string ResultId, string Description, string Notes);

/// <summary>A scenario of a ticket passes now.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="Title">The scenario's title.</param>
/// <param name="FormerStatus">Its status before; null for a new one.</param>
public sealed record TestPassed(TicketId TicketId, string ScenarioId, string Title, ScenarioStatus? FormerStatus);

/// <summary>A scenario of a ticket fails now.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="Title">The scenario's title.</param>
/// <param name="FormerStatus">Its status before; null for a new one.</param>
public sealed record TestFailed(TicketId TicketId, string ScenarioId, string Title, ScenarioStatus? FormerStatus);
