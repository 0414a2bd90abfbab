using System.Text.Json.Serialization.Metadata;
using RepoTickets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes an application's own event types known.</summary>
public static class EventTypeBuilderExtensions
{
    /// <summary>
    /// Adds an event type, so that its events can be published, subscribed to by payload, logged and read back. Calling it again with the
    /// same name and payload changes nothing; a name or payload that has another definition is refused when the events are first used.
    /// </summary>
    /// <typeparam name="TData">The payload, an immutable record that no other event type uses.</typeparam>
    /// <param name="builder">What <c>AddRepoTickets</c> hands out.</param>
    /// <param name="type">The name, such as <c>app.build.finished</c>: words of a-z, 0-9, <c>_</c> and <c>-</c>, joined by dots; at most
    /// 128 characters.</param>
    /// <param name="jsonTypeInfo">From the application's source-generated <c>JsonSerializerContext</c>, such as
    /// <c>AppJson.Default.BuildFinished</c>.</param>
    /// <exception cref="ArgumentException">The name is not of that form.</exception>
    public static IRepoTicketsBuilder AddEventType<TData>(this IRepoTicketsBuilder builder, string type, JsonTypeInfo<TData> jsonTypeInfo)
        where TData : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        var definition = new EventDefinition<TData>(type, jsonTypeInfo);
        var isKnown = builder.Services.Any(service =>
            service is { IsKeyedService: false, ImplementationInstance: EventDefinition<TData> known } && known.Type == type);
        if (!isKnown)
        {
            builder.Services.AddSingleton<EventDefinition>(definition);
        }

        return builder;
    }
}
