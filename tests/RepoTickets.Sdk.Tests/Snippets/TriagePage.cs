using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RepoTickets.LogTriage;

namespace RepoTickets.Sdk.Tests.Snippets;

/// <summary>The code of docs/log-triage.md, docs/log-triage-remotes.md and docs/log-grouping.md.</summary>
internal static class TriagePage
{
    internal static async Task TriageAsync()
    {
        await using var services = new ServiceCollection()
            .AddRepoTickets(tickets => tickets
                .AddStorage(".")
                .AddLogTriage(options => options.Mode = TriageMode.Real))
            .BuildServiceProvider();
        var processor = services.GetRequiredService<ILogProcessor>();
        var result = await processor.ProcessAsync(LogSources.File("app.log"));
        Console.WriteLine($"{result.Statistics.Created} tickets for {result.Statistics.Received} records");
    }

    internal static async Task GroupAsync()
    {
        using var groups = LogGrouping.Open(".triage");
        var assignment = groups.Assign(new LogEntry { Service = "shop", Message = "Order 17 was rejected: card declined" });
        Console.WriteLine($"{assignment.Id} new: {assignment.IsNew}, recognised by {assignment.Evidence}");
        await groups.SaveAsync();
    }

    internal static void Remotes(IServiceCollection services, IChatClient chatClient, ISecrets secrets)
    {
        services.AddSingleton<IChatClient>(chatClient);                      // any client of Microsoft.Extensions.AI
        services.AddRepoTickets(t => t
            .AddDatadogSource(o =>                                           // ILogSource
            {
                o.ApiKey = secrets["datadog-api"];                           // from a secret store, never from a file in the repository
                o.ApplicationKey = secrets["datadog-application"];
                o.Site = "datadoghq.eu"; o.Services = ["shop", "cart"]; o.Environment = "prod";
            })
            .AddJiraSink(o =>                                                // ITicketSink, in place of any other
            {
                o.Domain = "example.atlassian.net"; o.User = "bot@example.org"; o.ApiToken = secrets["jira"]; o.ProjectKey = "OPS";
            })
            .AddChatAnalyzer(o => o.Window = "24 h")                         // ILogAnalyzer, in place of any other; brings redaction along
            .AddLogRedaction(o => o.Patterns.Add(new() { Name = "customer", Pattern = "cust-[0-9]+" })));
    }

    internal static void Models(IServiceCollection services)
    {
        services.AddRepoTickets(t => t.AddLogTriage().AddChatAnalyzer(o => o.ModelVersion = "gpt-4.1-nano"));   // another version: judged anew
    }

    internal static async Task CheckAsync(IServiceProvider provider)
    {
        foreach (var check in provider.GetServices<RemoteHealthCheck>())
            Console.WriteLine($"{check.Name}: {(await check.Check.CheckHealthAsync(new())).Description}");
    }

    internal interface ISecrets
    {
        string this[string name] { get; }
    }
}
