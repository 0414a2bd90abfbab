using Microsoft.Extensions.Hosting;

namespace RepoTickets.Events;

/// <summary>Starts the bus with the host. The host disposes it with its services, after all that might still publish has stopped.</summary>
internal sealed class EventBusStarter(IEventBus bus) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => bus.StartAsync(cancellationToken).AsTask();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
