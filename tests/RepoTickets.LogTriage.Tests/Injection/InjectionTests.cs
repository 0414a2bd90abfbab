using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RepoTickets.LogTriage.Tests.Servers;
using Xunit.Abstractions;

namespace RepoTickets.LogTriage.Tests.Injection;

/// <summary>
/// Logs that talk to the model, and a model that obeys them: whatever both do, a ticket has what the policy says, carries its own marker
/// and no other's, no fault loses its ticket, nobody else is called and no secret leaves.
/// </summary>
public sealed class InjectionTests(ITestOutputHelper output)
{
    private static readonly int Seed = Seeds.Given ?? 1;

    [Fact]
    public void Corpus_OfASeed_IsTheSameAgainAndLarge()
    {
        var evil = new Uri("http://evil.example/");
        var attacks = AttackCorpus.Make(Seed, evil, "loggroup-1");

        Assert.True(attacks.Count >= 300, $"{attacks.Count} attacks");
        Assert.Equal(attacks.Count, attacks.Select(static attack => attack.Line).Distinct().Count());
        Assert.True(attacks.Select(static attack => attack.Family).Distinct().Count() >= 12);
        Assert.Equal(attacks, AttackCorpus.Make(Seed, evil, "loggroup-1"));
    }

    [Fact]
    public async Task ProcessAsync_HundredsOfInjectionsAndAModelThatObeys_StoreHasWhatThePolicySays()
    {
        output.WriteLine($"seed {Seed}");
        await using var host = new AttackHost(Seed, isJira: false);

        var first = await host.RunAsync();
        var tickets = await host.ReadStoreAsync();

        CheckTickets(host, first, [.. tickets.Select(static ticket => new FiledText(
            ticket.Id.ToString(), ticket.Title, ticket.Description, [.. ticket.Labels], ticket.Priority.ToString(), ticket.Assignee))],
            static severity => (severity switch
            {
                FaultSeverity.High => TicketPriority.High,
                FaultSeverity.Medium => TicketPriority.Medium,
                _ => TicketPriority.Low,
            }).ToString());
        Assert.All(tickets, static ticket => Assert.Equal(
            new Ticket
            {
                Id = ticket.Id, Title = ticket.Title, Description = ticket.Description, Labels = ticket.Labels, Priority = ticket.Priority,
                Assignee = ticket.Assignee, Reporter = ticket.Reporter, ReporterEmail = ticket.ReporterEmail,
                CreatedAt = ticket.CreatedAt, UpdatedAt = ticket.UpdatedAt, Branch = ticket.Branch, Commit = ticket.Commit,
            },
            ticket));
        await CheckAgainAsync(host, first);
        Assert.Equal(tickets.Count, (await host.ReadStoreAsync()).Count);
        CheckRequests(host);
        CheckFiles(host);
        Assert.Empty(host.Jira.Requests);
    }

    [Fact]
    public async Task ProcessAsync_HundredsOfInjectionsAndAModelThatObeys_JiraHasWhatThePolicySays()
    {
        output.WriteLine($"seed {Seed}");
        await using var host = new AttackHost(Seed, isJira: true);

        var first = await host.RunAsync();

        var issues = host.Jira.Issues;
        CheckTickets(host, first, [.. issues.Select(static issue => new FiledText(
            issue.Key, issue.Summary, issue.Description.ToJsonString(), issue.Labels, (string)issue.Fields["priority"]!["name"]!,
            (string?)issue.Fields["assignee"]?["accountId"]))],
            static severity => severity.ToString());
        Assert.All(issues, static issue =>
        {
            Assert.Superset(
                issue.Fields.Select(static field => field.Key).ToHashSet(),
                new HashSet<string> { "project", "issuetype", "summary", "description", "labels", "priority", "assignee" });
            Assert.Equal(("OPS", "Bug"), ((string)issue.Fields["project"]!["key"]!, (string)issue.Fields["issuetype"]!["name"]!));
            Assert.All(LinksOf(issue.Description), static link => Assert.Matches("^(https?|mailto):", link));
        });
        await CheckAgainAsync(host, first);
        Assert.Equal(issues.Count, host.Jira.Issues.Count);
        Assert.Empty(host.Jira.Links);
        Assert.All(host.Jira.Issues, static issue => Assert.Equal("new", issue.Category));
        Assert.All(host.Jira.Requests, static request => Assert.Matches(
            "^POST /rest/api/3/(search/jql|issue|issue/OPS-[0-9]+/comment)$", $"{request.Method} {request.Path}{request.Query}"));
        CheckRequests(host);
        CheckFiles(host);
        Assert.Empty(await host.ReadStoreAsync());
    }

    /// <summary>Each fault that deserves one has one ticket, and each ticket what the policy gives it.</summary>
    private void CheckTickets(
        AttackHost host, TriageResult result, List<FiledText> tickets, Func<FaultSeverity, string> priorityOf)
    {
        Assert.Null(result.Error);
        var outcomes = result.Outcomes.GroupBy(static outcome => outcome.Service!).ToDictionary(static one => one.Key);
        var byMarker = tickets.ToDictionary(static ticket => Assert.Single(ticket.Labels, static label => label.StartsWith(
            "loggroup-", StringComparison.OrdinalIgnoreCase)));
        output.WriteLine($"{host.Attacks.Count} attacks, {tickets.Count} tickets, {host.Model.Requests.Count} calls of the model");
        foreach (var attack in host.Attacks)
        {
            var outcome = Assert.Single(outcomes[attack.Service]);
            Assert.True(
                outcome.Decision == (attack.CreateTicket ? TriageDecision.Created : TriageDecision.Skipped), $"{attack}: {outcome}");
            if (attack.CreateTicket)
            {
                CheckTicket(outcome, byMarker[$"loggroup-{outcome.Group}"], priorityOf);
            }
        }

        Assert.Equal(host.VictimMarkers, outcomes["orders"].OrderBy(static outcome => outcome.Order)
            .Select(outcome => (outcome.Decision == TriageDecision.Created ? "" : $"{outcome} ") + $"loggroup-{outcome.Group}"));
        Assert.Equal(host.Attacks.Count(static attack => attack.CreateTicket) + host.Victims.Count, tickets.Count);
        Assert.All(host.VictimMarkers, marker => Assert.StartsWith("[order-lost]", byMarker[marker].Title, StringComparison.Ordinal));
    }

    private static void CheckTicket(TriageOutcome outcome, FiledText ticket, Func<FaultSeverity, string> priorityOf)
    {
        var isRouted = outcome.ErrorType == "database-connection";
        Assert.Equal(outcome.TicketKey, ticket.Key);
        Assert.Equal(isRouted ? "dba" : null, ticket.Assignee);
        Assert.Equal(outcome.ErrorType == "noise" ? FaultSeverity.Low : outcome.Severity, outcome.Severity);
        Assert.Equal(priorityOf(outcome.Severity!.Value), ticket.Priority);
        string[] given =
        [
            $"loggroup-{outcome.Group}", "datadog-log", "triaged", .. isRouted ? ["storage"] : Array.Empty<string>(),
            .. outcome.ErrorType!.StartsWith("loggroup-", StringComparison.Ordinal) ? [] : new[] { outcome.ErrorType },
        ];

        // The only other label that a record may bring is the name of its environment.
        var environment = ticket.Labels.Except(given).ToList();
        Assert.Empty(given.Except(ticket.Labels));
        Assert.True(environment.Count <= 1, $"labels of {ticket.Key}: {string.Join(", ", ticket.Labels)}");
        Assert.All(environment, static label => Assert.Matches(@"\Aenv(-[\p{L}\p{Nd}_.-]{1,80})?\z", label));
        Assert.InRange(ticket.Title.Length, 1, 120);
        Assert.DoesNotContain(ticket.Title, static c => c is '`' or '*' || CharUnicodeInfo.GetUnicodeCategory(c) is
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }

    /// <summary>Another process that knows nothing of the first finds the ticket of each fault by its marker, and files none.</summary>
    private static async Task CheckAgainAsync(AttackHost host, TriageResult first)
    {
        Directory.Delete(AttackHost.ReadState(host.Folder), recursive: true);

        var again = await host.RunAsync();

        Assert.Null(again.Error);
        Assert.Equal(0, again.Statistics.Created);
        var keys = first.Outcomes.ToDictionary(static outcome => outcome.Group);
        Assert.All(again.Outcomes, outcome => Assert.Equal(
            (keys[outcome.Group].TicketKey, keys[outcome.Group].TicketKey is null ? null : "label"), (outcome.TicketKey, outcome.Strategy)));
    }

    /// <summary>The model gets data between marks, the same instructions each time and no secret; nobody else gets anything.</summary>
    private static void CheckRequests(AttackHost host)
    {
        Assert.Equal(0, host.Evil.Connections);
        Assert.Single(host.Model.Requests.Select(static request => FakeModel.MessagesOf(request)[0]).Distinct());
        Assert.All(host.Model.Requests.DistinctBy(static request => request.Body), static request =>
        {
            var messages = FakeModel.MessagesOf(request);
            Assert.Equal("POST /v1/chat/completions", $"{request.Method} {request.Path}{request.Query}");
            Assert.NotEmpty(ObedientModel.Read(messages[1]));
            Assert.InRange(messages[1].Length, 1, 16_000);
            Assert.All(messages.Skip(2), static message => Assert.StartsWith("Your answer cannot be used: ", message, StringComparison.Ordinal));
        });
        var marks = host.Model.Requests.Where(static request => FakeModel.MessagesOf(request).Count == 2)
            .Select(static request => FakeModel.MessagesOf(request)[1].TrimEnd('\n').Split(' ')[^1]).ToList();
        Assert.Equal(marks.Count, marks.Distinct().Count());
        foreach (var body in host.Model.Requests.Concat(host.Jira.Requests).Select(static request => request.Body))
        {
            CheckSecrets(host, body, "a request");
        }
    }

    /// <summary>What is on the disk is the log, and what the store and triage keep; the log alone has the secrets.</summary>
    private static void CheckFiles(AttackHost host)
    {
        foreach (var path in Directory.EnumerateFiles(host.Folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(host.Folder, path).Replace('\\', '/');
            if (name != "app.log")
            {
                Assert.StartsWith(".tickets/", name, StringComparison.Ordinal);
                CheckSecrets(host, Encoding.UTF8.GetString(File.ReadAllBytes(path)), name);
            }
        }
    }

    private static void CheckSecrets(AttackHost host, string text, string place)
    {
        var found = host.Attacks.FirstOrDefault(attack =>
            attack.Secret is { } secret && text.Contains(secret, StringComparison.Ordinal));
        Assert.True(found is null, $"The secret of {found} is in {place}.");
    }

    private static IEnumerable<string> LinksOf(JsonNode node) => node switch
    {
        JsonObject one => one.SelectMany(static pair => pair is { Key: "href" or "url" or "src", Value: JsonValue link }
            ? [(string)link!]
            : pair.Value is null ? [] : LinksOf(pair.Value)),
        JsonArray many => many.SelectMany(static item => LinksOf(item!)),
        _ => [],
    };
}
