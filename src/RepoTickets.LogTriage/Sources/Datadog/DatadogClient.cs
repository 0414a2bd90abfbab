using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RepoTickets.LogTriage.Http;

namespace RepoTickets.LogTriage.Datadog;

/// <summary>The search of logs, version 2. Thread-safe.</summary>
internal sealed class DatadogClient(RemoteClient remote, DatadogOptions options)
{
    private const int SampleLength = 200;

    /// <summary>One page.</summary>
    /// <exception cref="LogSourceIncompleteException">It could not be had or read.</exception>
    internal async Task<DatadogPage> SearchAsync(DatadogSearch search, string? cursor, int number, CancellationToken cancellationToken)
    {
        var page = new JsonObject { ["limit"] = options.PageSize };
        if (cursor is not null)
        {
            page["cursor"] = cursor;
        }

        var body = new JsonObject
        {
            ["filter"] = new JsonObject { ["query"] = search.Query, ["from"] = Iso(search.From), ["to"] = Iso(search.To) },
            ["sort"] = "timestamp",
            ["page"] = page,
        };
        try
        {
            var answer = await remote.SendAsync(
                new("search", HttpMethod.Post, "api/v2/logs/events/search", RemoteJson.Utf8(body)),
                cancellationToken).ConfigureAwait(false);
            using var document = RemoteText.Parse(answer.Body, maximumDepth: 128);
            return Read(document.RootElement, search, number);
        }
        catch (RemoteCallException error)
        {
            throw new LogSourceIncompleteException($"Page {number} of service {search.Name} could not be fetched. {error.Message}",
                error.Pause, error);
        }
        catch (JsonException error)
        {
            throw new LogSourceIncompleteException($"Page {number} of service {search.Name} is not JSON.", null, error);
        }
    }

    /// <summary>Whether the API key is accepted.</summary>
    /// <exception cref="RemoteCallException">It is not, or there was no answer.</exception>
    internal async Task ValidateAsync(CancellationToken cancellationToken) =>
        await remote.SendAsync(new("validate", HttpMethod.Get, "api/v1/validate"), cancellationToken).ConfigureAwait(false);

    private static DatadogPage Read(JsonElement root, DatadogSearch search, int number)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
        {
            throw new LogSourceIncompleteException($"Page {number} of service {search.Name} has no records in its answer.");
        }

        var entries = new List<LogEntry>(data.GetArrayLength());
        var rejected = new List<RejectedRecord>();
        var index = 0;
        foreach (var record in data.EnumerateArray())
        {
            index++;
            if (DatadogRecord.Read(record, search.Service, out var entry) is { } problem)
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"service {search.Name}, page {number}, record {index}");
                rejected.Add(new("datadog", place, problem, DisplayText.Escape(record.GetRawText(), SampleLength - 1)));
            }
            else
            {
                entries.Add(entry!);
            }
        }

        var meta = root.TryGetProperty("meta", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        var next = CursorOf(meta);
        var isPartial = StringOf(meta, "status") is "timeout";
        return new(entries, rejected, isPartial ? null : next, isPartial
            ? new LogSourceIncompleteException(
                $"Page {number} of service {search.Name} is partial: the search ran out of time at Datadog. A shorter window or fewer " +
                    "terms help.")
            : null, isPartial);
    }

    private static string? CursorOf(JsonElement meta) =>
        meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty("page", out var page)
            && StringOf(page, "after") is { Length: > 0 } cursor
            ? cursor
            : null;

    private static string? StringOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What is searched for: a service within a window that does not move.</summary>
internal sealed record DatadogSearch(string Service, string Query, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The service, fit for messages.</summary>
    internal string Name => DisplayText.Escape(Service);
}
