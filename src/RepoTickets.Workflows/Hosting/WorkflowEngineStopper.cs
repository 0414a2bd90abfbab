using Microsoft.Extensions.Hosting;

namespace RepoTickets.Workflows.Hosting;

/// <summary>
/// Stops the engine with the host's services. The disposal of the services would be too late for it: their provider gives nothing any more
/// by then, and code that runs would fail by that before it is told to stop.
/// </summary>
internal sealed class WorkflowEngineStopper(CreatedEngine created) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => created.Engine?.StopAsync(cancellationToken) ?? Task.CompletedTask;
}
