using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace RepoTickets.Mcp.Resources;

/// <summary>Adds tickets as resources, and notifications when they change.</summary>
internal static class ResourceBuilderExtensions
{
    /// <summary>The one subscriber of clients that subscribe address by address.</summary>
    private const string Session = "session";

    internal static IMcpServerBuilder WithTicketResources(this IMcpServerBuilder builder)
    {
        builder.Services.AddSingleton<TicketResources>().AddSingleton<ResourceSubscribers>().AddHostedService<ResourceUpdates>();
        return builder
            .WithListResourcesHandler(
                static (request, cancellationToken) => Resources(request.Services).ListAsync(request.Params?.Cursor, cancellationToken))
            .WithListResourceTemplatesHandler(static (_, _) => ValueTask.FromResult(TicketResources.Templates))
            .WithReadResourceHandler(
                static (request, cancellationToken) => Resources(request.Services).ReadAsync(request.Params?.Uri, cancellationToken))
            .WithSubscribeToResourcesHandler(SubscribeAsync)
            .WithUnsubscribeFromResourcesHandler(static (request, _) =>
            {
                Subscribers(request.Services).Remove(Session, request.Params?.Uri ?? "");
                return ValueTask.FromResult(new EmptyResult());
            })
            .WithSubscriptionsListenHandler(ListenAsync);
    }

    private static async ValueTask<EmptyResult> SubscribeAsync(
        RequestContext<SubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        var uri = request.Params?.Uri;
        _ = await Resources(request.Services).FindAsync(uri, cancellationToken).ConfigureAwait(false)
            ?? throw TicketResources.NotFound(uri);
        var server = request.Server;
        Subscribers(request.Services).Add(Session, uri!, (changed, stopping) => TellAsync(server, changed, null, stopping));
        return new();
    }

    /// <summary>
    /// How clients subscribe from revision 2026-07-28 of the protocol on: one request that stays open, says first what is granted, and
    /// whose notifications carry its identifier.
    /// </summary>
    private static async ValueTask<EmptyResult> ListenAsync(
        RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        var server = request.Server;
        var subscription = new JsonObject
        {
            [MetaKeys.SubscriptionId] = JsonSerializer.SerializeToNode(request.JsonRpcRequest.Id, McpJsonUtilities.DefaultOptions),
        };
        var subscribers = Subscribers(request.Services);

        // As JSON, where the text "1" and the number 1 differ, and both from the one subscriber above.
        var key = subscription[MetaKeys.SubscriptionId]!.ToJsonString();
        using var listener = subscribers.BeginListening();
        var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var granted = new List<string>();
        try
        {
            foreach (var uri in request.Params?.Notifications.ResourceSubscriptions?.Distinct(StringComparer.Ordinal).Take(
                ResourceSubscribers.MaximumCount) ?? [])
            {
                // What is beyond the bound is not granted, and the answer says so by leaving it out.
                if (await Resources(request.Services).FindAsync(uri, cancellationToken).ConfigureAwait(false) is not null &&
                    subscribers.TryAdd(
                        key, uri,
                        (changed, stopping) =>
                            TellAfterAsync(acknowledged.Task, server, changed, (JsonObject)subscription.DeepClone(), stopping)))
                {
                    granted.Add(uri);
                }
            }

            await server.SendNotificationAsync(
                NotificationMethods.SubscriptionsAcknowledgedNotification,
                new JsonObject
                {
                    ["_meta"] = subscription.DeepClone(),
                    ["notifications"] = JsonSerializer.SerializeToNode(
                        new SubscriptionsListenNotifications { ResourceSubscriptions = granted }, McpJsonUtilities.DefaultOptions),
                },
                cancellationToken: cancellationToken).ConfigureAwait(false);
            acknowledged.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var uri in granted)
            {
                subscribers.Remove(key, uri);
            }

            // Whoever waits to tell of a change must not wait for ever, whatever went wrong here.
            acknowledged.TrySetResult();
        }

        return new();
    }

    /// <summary>No change is told of before the client knows what it is granted.</summary>
    private static async Task TellAfterAsync(
        Task acknowledged, McpServer server, string uri, JsonObject meta, CancellationToken cancellationToken)
    {
        await acknowledged.WaitAsync(cancellationToken).ConfigureAwait(false);
        await TellAsync(server, uri, meta, cancellationToken).ConfigureAwait(false);
    }

    private static Task TellAsync(
        McpServer server, string uri, JsonObject? meta, CancellationToken cancellationToken) => server.SendNotificationAsync(
        NotificationMethods.ResourceUpdatedNotification,
        new ResourceUpdatedNotificationParams { Uri = uri, Meta = meta },
        cancellationToken: cancellationToken);

    private static TicketResources Resources(IServiceProvider? services) => services!.GetRequiredService<TicketResources>();

    private static ResourceSubscribers Subscribers(IServiceProvider? services) => services!.GetRequiredService<ResourceSubscribers>();
}
