using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace RepoTickets.LogTriage.Tests.Servers;

/// <summary>
/// The part of Jira Cloud v3 that a sink needs, as strict as the real one: what it would refuse with 400 is refused, and what was created
/// is found by a search only after a lag, unless the search names it for reconciliation.
/// </summary>
internal sealed class FakeJira(string project = "OPS", TimeProvider? time = null) : FakeHttpServer
{
    internal const string User = "bot@example.com";
    internal const string Token = "jira-canary-token-0123456789";

    private readonly Lock _gate = new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly List<FakeIssue> _issues = [];
    private readonly List<(string From, string To)> _links = [];

    /// <summary>How long after its creation a search does not find an issue.</summary>
    internal TimeSpan SearchLag { get; set; }

    /// <summary>How many issues a page holds at most.</summary>
    internal int PageSize { get; set; } = 100;

    /// <summary>Where an issue can go from "Done", as name and category; empty for nowhere.</summary>
    internal IReadOnlyList<(string Name, string Category)> WaysBack { get; set; } = [("Reopen", "new"), ("Back to work", "indeterminate")];

    internal IReadOnlyList<FakeIssue> Issues
    {
        get
        {
            lock (_gate)
            {
                return [.. _issues];
            }
        }
    }

    internal IReadOnlyList<(string From, string To)> Links
    {
        get
        {
            lock (_gate)
            {
                return [.. _links];
            }
        }
    }

    /// <summary>Puts an issue there as if a person had filed it.</summary>
    internal FakeIssue Seed(string summary, string status = "new", IReadOnlyList<string>? labels = null, JsonNode? description = null)
    {
        lock (_gate)
        {
            var issue = new FakeIssue(_issues.Count + 10_001, $"{project}-{_issues.Count + 1}", _time.GetUtcNow() - TimeSpan.FromHours(1))
            {
                Summary = summary,
                Category = status,
                Description = description ?? AdfOf(summary),
            };
            issue.Labels.AddRange(labels ?? []);
            _issues.Add(issue);
            return issue;
        }
    }

    protected override Task<FakeResponse> HandleAsync(FakeRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Handle(request));
        }
    }

    private FakeResponse Handle(FakeRequest request)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Token}"));
        if (request.Header("Authorization") != expected)
        {
            return FakeResponse.Json("""{"errorMessages":["Client must be authenticated."]}""", 401);
        }

        var body = request.Body.Length > 0 ? JsonNode.Parse(request.Body) : null;
        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(3).ToArray();
        return (request.Method, parts) switch
        {
            ("GET", ["myself"]) => FakeResponse.Json("""{"accountId":"1","displayName":"Bot"}"""),
            ("POST", ["search", "jql"]) => Search(body!),
            ("POST", ["issue"]) => Create(body!["fields"]!.AsObject()),
            ("POST", ["issueLink"]) => Link(body!),
            (_, ["issue", var key, ..]) when _issues.Find(issue => issue.Key == key) is { } issue => OnIssue(request, parts, issue, body),
            (_, ["issue", ..]) => Refuse("Issue does not exist or you do not have permission to see it.", 404),
            _ => Refuse("No such address.", 404),
        };
    }

    private FakeResponse OnIssue(FakeRequest request, string[] parts, FakeIssue issue, JsonNode? body)
    {
        switch (request.Method, parts.Length > 2 ? parts[2] : "")
        {
            case ("GET", ""):
                return FakeResponse.Json(issue.ToJson().ToJsonString());
            case ("PUT", ""):
                foreach (var change in body!["update"]!["labels"]!.AsArray())
                {
                    issue.AddLabel((string)change!["add"]!);
                }

                return new(204);
            case ("POST", "comment"):
                if (FakeAdf.FindProblem(body!["body"]) is { } problem)
                {
                    return Refuse(problem);
                }

                issue.Comments.Add(body["body"]!);
                return FakeResponse.Json("""{"id":"1"}""", 201);
            case ("GET", "transitions"):
                var ways = issue.Category == "done" ? WaysBack : [("Close", "done")];
                return FakeResponse.Json(new JsonObject
                {
                    ["transitions"] = new JsonArray([.. ways.Select(static (way, index) => new JsonObject
                    {
                        ["id"] = (index + 11).ToString(CultureInfo.InvariantCulture),
                        ["name"] = way.Name,
                        ["to"] = new JsonObject { ["name"] = way.Name, ["statusCategory"] = new JsonObject { ["key"] = way.Category } },
                    })]),
                }.ToJsonString());
            case ("POST", "transitions"):
                var index = int.Parse((string)body!["transition"]!["id"]!, CultureInfo.InvariantCulture) - 11;
                issue.Category = issue.Category == "done" ? WaysBack[index].Category : "done";
                return new(204);
            default:
                return Refuse("No such address.", 404);
        }
    }

    private FakeResponse Create(JsonObject fields)
    {
        var summary = (string?)fields["summary"] ?? "";
        var labels = fields["labels"]?.AsArray().Select(static label => (string)label!).ToList() ?? [];
        if ((string?)fields["project"]?["key"] != project)
        {
            return Refuse("valid project is required", field: "project");
        }

        if (summary.Length is 0 or > 255 || summary.Contains('\n', StringComparison.Ordinal))
        {
            return Refuse("Summary must be one line of at most 255 characters.", field: "summary");
        }

        if (labels.Find(static label => label.Length is 0 or > 255 || label.Any(char.IsWhiteSpace)) is { } bad)
        {
            return Refuse($"The label '{bad}' contains spaces which is invalid.", field: "labels");
        }

        if (FakeAdf.FindProblem(fields["description"]) is { } problem)
        {
            return Refuse(problem, field: "description");
        }

        var number = _issues.Count + 1;
        var issue = new FakeIssue(10_000 + number, $"{project}-{number}", _time.GetUtcNow())
        {
            Summary = summary,
            Description = fields["description"]!.DeepClone(),
            Fields = fields.DeepClone().AsObject(),
        };
        issue.Labels.AddRange(labels);
        _issues.Add(issue);
        return FakeResponse.Json(
            $$"""{"id":"{{issue.Id}}","key":"{{issue.Key}}","self":"{{Address}}rest/api/3/issue/{{issue.Id}}"}""", 201);
    }

    private FakeResponse Link(JsonNode body)
    {
        _links.Add(((string)body["inwardIssue"]!["key"]!, (string)body["outwardIssue"]!["key"]!));
        return new(201);
    }

    private FakeResponse Search(JsonNode body)
    {
        FakeJql query;
        try
        {
            query = FakeJql.Parse((string)body["jql"]!);
        }
        catch (FormatException error)
        {
            return Refuse($"Error in the JQL Query: {error.Message}");
        }

        var reconciled = body["reconcileIssues"]?.AsArray().Select(static id => (long)id!).ToHashSet() ?? [];
        var visible = _issues.Where(issue => issue.Created + SearchLag <= _time.GetUtcNow() || reconciled.Contains(issue.Id));
        var found = visible.Where(query.Matches).ToList();
        if (query.IsDescending)
        {
            found.Reverse();
        }

        var start = body["nextPageToken"] is { } token ? int.Parse(((string)token!)[1..], CultureInfo.InvariantCulture) : 0;
        var size = Math.Min(PageSize, body["maxResults"] is { } wanted ? (int)wanted : 50);
        var isLast = start + size >= found.Count;
        var answer = new JsonObject
        {
            ["issues"] = new JsonArray([.. found.Skip(start).Take(size).Select(static issue => issue.ToJson())]),
            ["isLast"] = isLast,
        };
        if (!isLast)
        {
            answer["nextPageToken"] = $"p{start + size}";
        }

        return FakeResponse.Json(answer.ToJsonString());
    }

    private static JsonNode AdfOf(string text) => JsonNode.Parse(
        $$"""{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":{{JsonValue.Create(text).ToJsonString()}}}]}]}""")!;

    private static FakeResponse Refuse(string message, int status = 400, string? field = null) => FakeResponse.Json(
        field is null
            ? new JsonObject { ["errorMessages"] = new JsonArray(message), ["errors"] = new JsonObject() }.ToJsonString()
            : new JsonObject { ["errorMessages"] = new JsonArray(), ["errors"] = new JsonObject { [field] = message } }.ToJsonString(),
        status);
}
