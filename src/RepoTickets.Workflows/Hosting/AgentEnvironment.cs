using RepoTickets.Workflows.Committing;
using RepoTickets.Workflows.Workforce;

namespace RepoTickets.Workflows.Hosting;

/// <summary>What all services for agents share. Thread-safe.</summary>
internal sealed class AgentEnvironment(
    ITicketStore store, AgentOptions options, TimeProvider time, IIdentifierGenerator identifiers) : IDisposable
{
    internal ITicketStore Store { get; } = store;

    internal AgentOptions Options { get; } = options;

    internal TimeProvider Time { get; } = time;

    internal IIdentifierGenerator Identifiers { get; } = identifiers;

    internal WorkforceView View { get; } = new(store, options.HalfLife);

    internal AgentCommits Commits { get; } = new(store, options);

    /// <summary>Now, with the precision that files keep, so that what is made is equal to what is read back.</summary>
    internal DateTimeOffset Now
    {
        get
        {
            var now = Time.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    internal WorkflowsTelemetry Telemetry { get; init; } = WorkflowsTelemetry.Shared;

    public void Dispose()
    {
        View.Dispose();
        Commits.Dispose();
    }
}
