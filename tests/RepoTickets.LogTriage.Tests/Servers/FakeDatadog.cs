using System.Globalization;
using System.Text.Json.Nodes;

namespace RepoTickets.LogTriage.Tests.Servers;

/// <summary>The search of logs of Datadog: pages by cursor, absolute windows, partial answers.</summary>
internal sealed class FakeDatadog : FakeHttpServer
{
    internal const string ApiKey = "dd-api-canary-0123456789abcdef";
    internal const string ApplicationKey = "dd-app-canary-fedcba9876543210";

    private readonly Lock _gate = new();
    private readonly List<JsonNode?> _records = [];

    /// <summary>Pages whose answer says that the search ran out of time; the first page is 0.</summary>
    internal HashSet<int> PartialPages { get; } = [];

    /// <summary>Each page begins with the last record of the page before, as happens when the index moves.</summary>
    internal bool RepeatsAtPageStart { get; set; }

    internal void Add(
        string id, string service, DateTimeOffset time, string message, string status = "error", JsonObject? attributes = null)
    {
        var record = new JsonObject
        {
            ["id"] = id,
            ["type"] = "log",
            ["attributes"] = new JsonObject
            {
                ["timestamp"] = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
                ["service"] = service,
                ["status"] = status,
                ["message"] = message,
                ["tags"] = new JsonArray("env:prod", "team:payments"),
                ["attributes"] = attributes ?? [],
            },
        };
        AddRaw(record);
    }

    /// <summary>Adds a record of any shape; it belongs to every service.</summary>
    internal void AddRaw(JsonNode? record)
    {
        lock (_gate)
        {
            _records.Add(record);
        }
    }

    protected override Task<FakeResponse> HandleAsync(FakeRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Handle(request));

    private FakeResponse Handle(FakeRequest request)
    {
        if (request.Header("DD-API-KEY") != ApiKey)
        {
            return FakeResponse.Json("""{"errors":["Forbidden"]}""", 403);
        }

        if (request is { Method: "GET", Path: "/api/v1/validate" })
        {
            return FakeResponse.Json("""{"valid":true}""");
        }

        if (request is not { Method: "POST", Path: "/api/v2/logs/events/search" })
        {
            return FakeResponse.Json("""{"errors":["Not found"]}""", 404);
        }

        return request.Header("DD-APPLICATION-KEY") == ApplicationKey
            ? Search(JsonNode.Parse(request.Body)!.AsObject())
            : FakeResponse.Json("""{"errors":["Forbidden"]}""", 403);
    }

    private FakeResponse Search(JsonObject body)
    {
        var filter = body["filter"]!;
        var limit = (int)body["page"]!["limit"]!;
        var page = body["page"]!["cursor"] is { } cursor ? int.Parse((string)cursor!, CultureInfo.InvariantCulture) : 0;
        if (limit is < 1 or > 1000)
        {
            return FakeResponse.Json("""{"errors":["page.limit must be 1 to 1000"]}""", 400);
        }

        List<JsonNode?> found;
        lock (_gate)
        {
            found = [.. _records.Where(record => Matches(record, filter)).OrderBy(TimeOf)];
        }

        var start = page * limit;
        var data = new JsonArray(
            [.. found.Skip(start - (RepeatsAtPageStart && page > 0 ? 1 : 0)).Take(limit + (RepeatsAtPageStart && page > 0 ? 1 : 0))
            .Select(static record => record?.DeepClone())]);
        var meta = new JsonObject { ["status"] = PartialPages.Contains(page) ? "timeout" : "done" };
        if (start + limit < found.Count && !PartialPages.Contains(page))
        {
            meta["page"] = new JsonObject { ["after"] = (page + 1).ToString(CultureInfo.InvariantCulture) };
        }

        return FakeResponse.Json(new JsonObject { ["data"] = data, ["meta"] = meta }.ToJsonString());
    }

    private static bool Matches(JsonNode? record, JsonNode filter)
    {
        if ((record as JsonObject)?["attributes"] is not JsonObject attributes || attributes["service"] is not JsonValue service)
        {
            return true;
        }

        var time = TimeOf(record);
        return ((string)filter["query"]!).Contains($"service:\"{service}\"", StringComparison.Ordinal)
            && time >= DateTimeOffset.Parse((string)filter["from"]!, CultureInfo.InvariantCulture)
            && time <= DateTimeOffset.Parse((string)filter["to"]!, CultureInfo.InvariantCulture);
    }

    private static DateTimeOffset TimeOf(JsonNode? record) =>
        (record as JsonObject)?["attributes"] is JsonObject attributes && attributes["timestamp"] is JsonValue value
            && DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : DateTimeOffset.MinValue;
}
