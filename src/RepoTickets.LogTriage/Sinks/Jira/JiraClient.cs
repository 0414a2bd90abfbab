using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RepoTickets.LogTriage.Http;

namespace RepoTickets.LogTriage.Jira;

/// <summary>The calls of Jira Cloud's REST interface, version 3, that a sink needs. Thread-safe.</summary>
internal sealed class JiraClient(RemoteClient remote)
{
    private const string Root = "rest/api/3/";

    /// <summary>Jira gives at most so many issues a page when fields are asked for.</summary>
    private const int PageSize = 100;

    /// <summary>Issues of all pages, up to a bound.</summary>
    /// <param name="jql">The query.</param>
    /// <param name="fields">The fields to fetch.</param>
    /// <param name="limit">The most issues.</param>
    /// <param name="reconcile">Issues that the answer must have seen although they are new; at most 50.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SinkUnavailableException">A page is missing or cannot be read.</exception>
    internal async Task<JiraSearchResult> SearchAsync(
        string jql, IReadOnlyList<string> fields, int limit, IReadOnlyList<long> reconcile, CancellationToken cancellationToken)
    {
        var issues = new List<JiraIssue>();
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        while (true)
        {
            var body = new JsonObject
            {
                ["jql"] = jql,
                ["maxResults"] = Math.Min(PageSize, limit - issues.Count),
                ["fields"] = new JsonArray([.. fields.Select(static field => (JsonNode)field)]),
            };
            if (token is not null)
            {
                body["nextPageToken"] = token;
            }

            if (reconcile.Count > 0)
            {
                body["reconcileIssues"] = new JsonArray([.. reconcile.Select(static id => (JsonNode)id)]);
            }

            using var page = await CallAsync(new("search", HttpMethod.Post, Root + "search/jql", Utf8(body)), cancellationToken)
                .ConfigureAwait(false);
            token = JiraIssue.ReadPage(page?.RootElement ?? default, issues, remote.Name);
            if (token is null || issues.Count >= limit)
            {
                return new(issues, IsComplete: token is null);
            }

            if (!tokens.Add(token))
            {
                throw new SinkUnavailableException($"{remote.Name}: the search gave the same page twice; its answer is not complete.");
            }
        }
    }

    /// <summary>Creates an issue. Never repeated once it may have been carried out.</summary>
    internal async Task<(long Id, string Key)> CreateAsync(JsonObject fields, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["fields"] = fields };
        using var answer = await CallAsync(
            new("issue", HttpMethod.Post, Root + "issue", Utf8(body), IsRepeatable: false), cancellationToken).ConfigureAwait(false);
        var root = answer?.RootElement ?? default;
        var key = JiraIssue.Text(root, "key");
        return JiraNames.IsTicketKey(key)
            ? (long.TryParse(JiraIssue.Text(root, "id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, key)
            : throw new SinkUnavailableException($"{remote.Name}: the answer to a create names no issue; whether one was created is to " +
                "be found out.");
    }

    internal async Task CommentAsync(string key, JsonObject document, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["body"] = document };
        using var answer = await CallAsync(
            new("comment", HttpMethod.Post, $"{Issue(key)}/comment", Utf8(body), IsRepeatable: false), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Adds labels, those that are there already among them.</summary>
    internal async Task AddLabelsAsync(string key, IEnumerable<string> labels, CancellationToken cancellationToken)
    {
        var changes = new JsonArray([.. labels.Select(static label => new JsonObject { ["add"] = label })]);
        if (changes.Count == 0)
        {
            return;
        }

        var body = new JsonObject { ["update"] = new JsonObject { ["labels"] = changes } };
        using var answer = await CallAsync(new("edit", HttpMethod.Put, Issue(key), Utf8(body)), cancellationToken).ConfigureAwait(false);
    }

    internal async Task<JiraIssue> GetAsync(string key, CancellationToken cancellationToken)
    {
        using var answer = await CallAsync(
            new("read", HttpMethod.Get, $"{Issue(key)}?fields=summary,status,created,labels"), cancellationToken).ConfigureAwait(false);
        return JiraIssue.Read(answer?.RootElement ?? default)
            ?? throw new SinkUnavailableException($"{remote.Name}: the answer about {key} cannot be read.");
    }

    internal async Task<IReadOnlyList<JiraTransition>> GetTransitionsAsync(string key, CancellationToken cancellationToken)
    {
        using var answer = await CallAsync(new("read", HttpMethod.Get, $"{Issue(key)}/transitions"), cancellationToken)
            .ConfigureAwait(false);
        return JiraTransition.ReadAll(answer?.RootElement ?? default);
    }

    internal async Task TransitionAsync(string key, string transition, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["transition"] = new JsonObject { ["id"] = transition } };
        using var answer = await CallAsync(
            new("transition", HttpMethod.Post, $"{Issue(key)}/transitions", Utf8(body), IsRepeatable: false), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Jira keeps one link of a kind between two issues, so repeating is harmless.</summary>
    internal async Task LinkAsync(string type, string key, string earlier, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["type"] = new JsonObject { ["name"] = type },
            ["inwardIssue"] = new JsonObject { ["key"] = Checked(key) },
            ["outwardIssue"] = new JsonObject { ["key"] = Checked(earlier) },
        };
        using var answer = await CallAsync(new("link", HttpMethod.Post, Root + "issueLink", Utf8(body)), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>The message in Jira's own form of an error, as one line.</summary>
    internal static string ReadError(string body)
    {
        try
        {
            using var document = RemoteText.Parse(Encoding.UTF8.GetBytes(body), maximumDepth: 64);
            var messages = new List<string>();
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                if (document.RootElement.TryGetProperty("errorMessages", out var general) && general.ValueKind == JsonValueKind.Array)
                {
                    messages.AddRange(general.EnumerateArray().Select(static message => message.ToString()));
                }

                if (document.RootElement.TryGetProperty("errors", out var fields) && fields.ValueKind == JsonValueKind.Object)
                {
                    messages.AddRange(fields.EnumerateObject().Select(static field => $"{field.Name}: {field.Value}"));
                }
            }

            return messages.Count > 0 ? string.Join("; ", messages) : body;
        }
        catch (JsonException)
        {
            // A gateway in between answered in its own words.
            return body;
        }
    }

    private async Task<JsonDocument?> CallAsync(RemoteCall call, CancellationToken cancellationToken)
    {
        RemoteAnswer answer;
        try
        {
            answer = await remote.SendAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (RemoteCallException error) when (error.IsRefusal)
        {
            throw new SinkRejectedException(error.Message, error);
        }
        catch (RemoteCallException error)
        {
            throw new SinkUnavailableException(error.Message, error.Pause, error);
        }

        if (answer.Body.Length == 0)
        {
            return null;
        }

        try
        {
            return RemoteText.Parse(answer.Body, maximumDepth: 256);
        }
        catch (JsonException error)
        {
            throw new SinkUnavailableException($"{remote.Name}: {call.Method} {call.Path} answered {answer.Status} with something that " +
                "is not JSON.", null, error);
        }
    }

    private static string Issue(string key) => $"{Root}issue/{Checked(key)}";

    private static string Checked(string key) => JiraNames.IsTicketKey(key)
        ? key
        : throw new SinkRejectedException($"'{DisplayText.Escape(key)}' is not the key of a Jira issue; keys look like OPS-17.");

    private static byte[] Utf8(JsonObject body) => RemoteJson.Utf8(body);
}
