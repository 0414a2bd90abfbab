using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using ModelContextProtocol.Protocol;
using RepoTickets.Mcp.Policy;
using RepoTickets.Mcp.Resources;
using RepoTickets.Mcp.Scope;
using RepoTickets.Mcp.Tools;

namespace RepoTickets.Mcp.Hosting;

/// <summary>Serves one client over standard input and output until it closes them.</summary>
internal static class ServerHost
{
    internal static async Task RunAsync(ServerSettings settings, CancellationToken cancellationToken)
    {
        // Standard output is the protocol's: what any library prints goes beside it.
        Console.SetOut(Console.Error);

        // Nothing is read from the folder that the client happens to start it in, nor from its environment.
        var builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "tickets-mcp" });
        builder.Logging
            .AddConsoleFormatter<SafeLineFormatter, ConsoleFormatterOptions>()
            .AddConsole(static console =>
            {
                console.FormatterName = SafeLineFormatter.FormatterName;
                console.LogToStandardErrorThreshold = LogLevel.Trace;
            })
            .SetMinimumLevel(LogLevel.Warning);
        builder.Services
            .AddSingleton(settings.Policy)
            .AddSingleton<TicketScope>()
            .AddSingleton<TicketDesk>()
            .AddRepoTickets(tickets => tickets
                .AddStorage(options =>
                {
                    options.RepositoryPath = settings.Repository;
                    options.ReadOnly = settings.Policy.IsReadOnly;
                })
                .AddBatch()
                .AddClaims());
        AddServer(builder.Services, settings.Policy);
        using var host = builder.Build();

        // A store that cannot be opened is told before the protocol begins.
        await host.Services.GetRequiredService<ITicketStore>().Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
        await host.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void AddServer(IServiceCollection services, AccessPolicy policy)
    {
        var version = typeof(ServerHost).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
        var server = services
            .AddMcpServer(options =>
            {
                options.ServerInfo = new Implementation { Name = "repotickets", Title = "RepoTickets", Version = version };
                options.ServerInstructions = ToolTexts.Instructions;
            })
            .WithStdioServerTransport()
            .WithTickets(policy);

        // A resource shows what show_ticket shows, so it needs the same permission.
        if (policy.Allows("show_ticket", changesNothing: true))
        {
            server.WithTicketResources();
        }
    }
}
