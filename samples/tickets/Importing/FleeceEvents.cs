using System.Text.Json;
using System.Text.Json.Nodes;
using RepoTickets.CommandLine.Importing.Json;

namespace RepoTickets.CommandLine.Importing;

/// <summary>Issues that Fleece keeps as events: what was made, and what was changed since. The last word on a field counts.</summary>
internal sealed class FleeceEvents(ForeignFile file)
{
    private readonly List<FleeceEvent> _events = [];

    /// <summary>Takes a line that is an event; false when it is an issue.</summary>
    internal bool Take(JsonIssue line)
    {
        if (line.Text("kind") is not { } kind)
        {
            return false;
        }

        if (kind == "meta")
        {
            return true;
        }

        var at = line.Time("at") ?? throw new ForeignFaultException(line.Place, "'at' is missing, and it is needed.");
        _events.Add(
            new(kind, line.Needed("issueId"), at, line.Text("property"), line.Json(kind == "create" ? "data" : "value"), line.Place));
        return true;
    }

    /// <summary>The issues as the events leave them.</summary>
    internal List<JsonIssue> Replay(ForeignReading reading)
    {
        var issues = new Dictionary<string, (JsonObject Fields, ForeignPlace Place)>(StringComparer.Ordinal);
        foreach (var made in _events.OrderBy(static made => made.At))
        {
            reading.Try(() => Apply(reading, issues, made));
        }

        return [.. issues.Values.Select(issue => JsonIssue.Of(file, issue.Place, issue.Fields))];
    }

    private static void Apply(ForeignReading reading, Dictionary<string, (JsonObject Fields, ForeignPlace Place)> issues, FleeceEvent made)
    {
        if (made.Kind == "create")
        {
            var fields = Node(made) as JsonObject ?? throw new ForeignFaultException(made.Place, "'data' is not an object.");
            fields["id"] = made.Issue;
            issues[made.Issue] = (fields, made.Place);
            return;
        }

        if (!issues.TryGetValue(made.Issue, out var issue))
        {
            throw new ForeignFaultException(
                made.Place,
                $"This changes '{DisplayText.Escape(made.Issue)}', which nothing here makes. 'fleece migrate' or 'fleece project' puts a " +
                "store of version 3 into one file.");
        }

        if (made.Kind == "hard-delete")
        {
            issues.Remove(made.Issue);
            reading.Skipped.Add((made.Issue, "It was deleted there."));
            return;
        }

        Change(issue.Fields, made);
        issue.Fields["lastUpdate"] = made.At;
        issue.Fields["eventsLastUpdate"] = made.At;
    }

    private static void Change(JsonObject fields, FleeceEvent made)
    {
        var name = made.Property ?? throw new ForeignFaultException(made.Place, "'property' is missing, and it is needed.");
        if (made.Kind == "set")
        {
            fields[name] = Node(made);
            return;
        }

        if (made.Kind is not ("add" or "remove"))
        {
            throw new ForeignFaultException(made.Place, $"'{DisplayText.Escape(made.Kind)}' is not an event of Fleece.");
        }

        var list = fields[name] as JsonArray ?? [];
        var kept = list.Where(item => !IsSame(item, Node(made))).Select(static item => item?.DeepClone()).ToList();
        fields[name] = new JsonArray([.. made.Kind == "add" ? kept.Append(Node(made)) : kept]);
    }

    /// <summary>A parent is known by its identifier, whatever its place.</summary>
    private static bool IsSame(JsonNode? one, JsonNode? other) =>
        JsonNode.DeepEquals(one, other) ||
            (one is JsonObject left && Key(left) is { } key && key == (other is JsonObject right ? Key(right) : other?.ToString()));

    private static string? Key(JsonObject parent) => parent["parentIssue"]?.ToString();

    private static JsonNode? Node(FleeceEvent made) => made.Value is { } value ? JsonNode.Parse(value.GetRawText()) : null;

    private sealed record FleeceEvent(
        string Kind, string Issue, DateTimeOffset At, string? Property, JsonElement? Value, ForeignPlace Place);
}
