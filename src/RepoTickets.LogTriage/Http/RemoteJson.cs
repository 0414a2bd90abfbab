using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RepoTickets.LogTriage.Http;

/// <summary>Serialises without reflection, as ahead-of-time compilation needs.</summary>
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class RemoteJson : JsonSerializerContext
{
    internal static byte[] Utf8(JsonObject body) => JsonSerializer.SerializeToUtf8Bytes((JsonNode)body, Default.JsonNode);
}
