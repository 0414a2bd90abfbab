using System.Globalization;
using RepoTickets.Workflows.Engine;

namespace RepoTickets.Workflows.Hosting;

/// <summary>Code that a host has registered.</summary>
/// <param name="Make">Makes its registration with the host's services.</param>
internal sealed record WorkflowStepFactory(Func<IServiceProvider, WorkflowStepRegistration> Make);

/// <summary>A definition that a host has registered.</summary>
internal sealed record WorkflowDefinitionRegistration(WorkflowDefinition Definition);

/// <summary>Makes engines.</summary>
internal static class WorkflowEngines
{
    internal static StoreWorkflowEngine Make(WorkflowEnvironment environment) => new(environment with
    {
        Holder = environment.Options.EngineName ?? string.Create(
            CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{environment.Identifiers.NextBits():x16}"),
    });
}
