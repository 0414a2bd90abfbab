using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RepoTickets.LogTriage.Tests.Servers;
using RepoTickets.Storage;

namespace RepoTickets.LogTriage.Tests.Injection;

/// <summary>
/// Triage as a host composes it, reading a file of attacks: over loopback to a model that obeys them, into a store on disk or a Jira.
/// What attacks name as their own address is a server that counts who calls it.
/// </summary>
internal sealed class AttackHost : IAsyncDisposable
{
    private const int Plenty = 10_000;

    private readonly TemporaryFolder _folder = new();
    private readonly HttpChatClient _client;
    private readonly bool _isJira;
    private readonly string _log;

    internal AttackHost(int seed, bool isJira)
    {
        _isJira = isJira;
        Victims = [.. new[] { "Order was lost", "Card was charged twice", "Stock is negative" }.Select(MakeVictim)];
        VictimMarkers = [.. Victims.Select(static victim => $"loggroup-{LogGrouping.Create().Assign(victim)!.Id}")];
        Attacks = AttackCorpus.Make(seed, Evil.Address, VictimMarkers[0]);
        Model.ReplyToAll = new ObedientModel(Attacks, Evil.Address).Reply;
        _client = new(Model.Address);
        Directory.CreateDirectory(Path.Join(Folder, ".git"));
        TicketStore.Initialize(Folder);
        _log = _folder.Write("app.log", [.. Attacks.Select(static attack => attack.Line), .. Victims.Select(LineOf)]);
    }

    internal string Folder => _folder.Path;

    internal FakeModel Model { get; } = new();

    internal FakeJira Jira { get; } = new();

    /// <summary>Where attacks want requests to go.</summary>
    internal EchoServer Evil { get; } = new();

    internal IReadOnlyList<Attack> Attacks { get; }

    /// <summary>Real faults, whose tickets attackers want suppressed.</summary>
    internal IReadOnlyList<LogEntry> Victims { get; }

    internal IReadOnlyList<string> VictimMarkers { get; }

    internal static string ReadState(string folder) => Path.Join(folder, ".tickets", ".sdk", "triage");

    /// <summary>One run, by a process of its own.</summary>
    internal async Task<TriageResult> RunAsync()
    {
        await using var services = Compose();
        return await services.GetRequiredService<ILogProcessor>().ProcessAsync(LogSources.File(_log));
    }

    /// <summary>All tickets of the store.</summary>
    internal async Task<IReadOnlyList<Ticket>> ReadStoreAsync()
    {
        await using var services = Compose();
        var store = services.GetRequiredService<ITicketStore>();
        var tickets = new List<Ticket>();
        foreach (var summary in await store.ListSummariesAsync())
        {
            tickets.Add((await store.GetAsync(summary.Id))!);
        }

        return tickets;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Model.DisposeAsync();
        await Jira.DisposeAsync();
        await Evil.DisposeAsync();
        _folder.Dispose();
    }

    private static LogEntry MakeVictim(string message) => new() { Message = message, Service = "orders" };

    private static string LineOf(LogEntry entry) =>
        $$"""{"timestamp":"2026-03-01T10:00:01Z","level":"error","service":"{{entry.Service}}","message":"{{entry.Message}}"}""";

    private ServiceProvider Compose() => new ServiceCollection()
        .AddSingleton<IChatClient>(_client)
        .AddRepoTickets(tickets =>
        {
            tickets
                .AddStorage(options =>
                {
                    options.RepositoryPath = Folder;
                    options.Durability = Durability.Buffered;
                })
                .AddLogTriage(Configure)
                .AddChatAnalyzer(static options => options.CallsPerWindow = Plenty);
            if (_isJira)
            {
                tickets.AddJiraSink(Configure);
            }
        })
        .BuildServiceProvider();

    /// <summary>The policy: who gets what, whatever a model says beyond it.</summary>
    private void Configure(TriageOptions options)
    {
        options.Mode = TriageMode.Real;
        options.RepositoryPath = Folder;
        options.MaximumTickets = 0;
        options.Duplicates.SimilarityCandidates = 20;
        options.Draft.ExtraLabels = ["triaged"];
        options.Draft.SeverityByType["noise"] = FaultSeverity.Low;
        options.Draft.Routing.Add(new() { ErrorType = "database-connection", Assignee = "dba", Labels = ["storage"] });
    }

    private void Configure(JiraOptions options)
    {
        (options.User, options.ApiToken, options.Address, options.ProjectKey) = (FakeJira.User, FakeJira.Token, Jira.Address, "OPS");
        options.Remote.CallsPerWindow = Plenty;
        options.SearchLag = TimeSpan.Zero;
    }
}
