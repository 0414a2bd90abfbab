using System.Text.Json.Serialization;

namespace RepoTickets.Events.Tests.Json;

/// <summary>An application's own event types.</summary>
public sealed record BuildFinished(string Branch, TicketId Ticket, ValueList<string> Steps);

public sealed record BuildBroken(string Branch);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(ValueListJsonConverter<string>)])]
[JsonSerializable(typeof(BuildFinished))]
[JsonSerializable(typeof(BuildBroken))]
internal sealed partial class AppJson : JsonSerializerContext;
