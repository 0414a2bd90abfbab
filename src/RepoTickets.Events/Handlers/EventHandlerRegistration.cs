using Microsoft.Extensions.DependencyInjection;

namespace RepoTickets.Events;

/// <summary>A handler that is to be subscribed when the bus is made.</summary>
internal abstract class EventHandlerRegistration
{
    internal abstract void Subscribe(IEventBus bus, IServiceProvider services);
}

/// <summary>Resolves the handler anew for each event, in a scope of its own, so that it may use what is registered for a scope.</summary>
internal sealed class EventHandlerRegistration<TData, THandler>(SubscriptionOptions? options) : EventHandlerRegistration
    where TData : notnull
    where THandler : class, IEventHandler<TData>
{
    internal override void Subscribe(IEventBus bus, IServiceProvider services)
    {
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        var named = (options ?? new()) is { Name: null } unnamed ? unnamed with { Name = NameOf(typeof(THandler)) } : options;
        bus.Subscribe<TData>((made, cancellationToken) => HandleAsync(scopes, made, cancellationToken), named);
    }

    private static async ValueTask HandleAsync(IServiceScopeFactory scopes, Event<TData> made, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(made, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string NameOf(Type handler) =>
        handler.Name.Length <= HandlerName.MaximumLength ? handler.Name : handler.Name[..HandlerName.MaximumLength];
}
