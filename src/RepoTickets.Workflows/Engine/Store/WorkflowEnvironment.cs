using Microsoft.Extensions.Logging;
using RepoTickets.Workflows.Hosting;

namespace RepoTickets.Workflows.Engine;

/// <summary>What all parts of one engine share.</summary>
internal sealed record WorkflowEnvironment
{
    internal required ITicketStore Store { get; init; }

    internal required WorkflowOptions Options { get; init; }

    internal required TimeProvider Time { get; init; }

    internal required IIdentifierGenerator Identifiers { get; init; }

    internal required ILogger Logger { get; init; }

    internal required StepLibrary Steps { get; init; }

    internal required DefinitionLibrary Definitions { get; init; }

    /// <summary>What agents' tasks need.</summary>
    internal required AgentEnvironment Agents { get; init; }

    internal required IAssignmentPolicy Policy { get; init; }

    /// <summary>Makes events of commits; null when the host has no events, and steps can wait for signals only.</summary>
    internal IEventDerivation? Events { get; init; }

    /// <summary>This engine's name in leases.</summary>
    internal required string Holder { get; init; }

    internal DateTimeOffset Now => Agents.Now;

    /// <summary>The source of the engine's commits.</summary>
    internal const string Source = "workflows";
}
