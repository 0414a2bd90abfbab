// A worker service that follows the log of another program and files tickets for its faults. It is started twice, as after a restart.
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RepoTickets;
using RepoTickets.Consumer.Worker;
using RepoTickets.LogTriage;

var folder = Directory.CreateTempSubdirectory("consumer-").FullName;
try
{
    var log = Path.Join(folder, "app.log");
    Write(log, "Database connection failed after 3000 ms", "Request timed out, error");
    using (var first = Build(folder, log))
    {
        await first.StartAsync();
        await first.Services.GetRequiredService<Outcomes>().WaitForAsync(2);
        Write(log, "Database connection failed after 17 ms");
        await first.Services.GetRequiredService<Outcomes>().WaitForAsync(3);
        await first.StopAsync();
        Check(
            first.Services.GetRequiredService<Outcomes>().Created == 2,
            "each fault has a ticket, and the one that came again no second one");
    }

    Write(log, "Out of memory, error");
    using (var second = Build(folder, log))
    {
        await second.StartAsync();
        await second.Services.GetRequiredService<Outcomes>().WaitForAsync(1);
        var store = second.Services.GetRequiredService<ITicketStore>();
        var tickets = await store.QueryAsync(TicketQuery.Parse("status:open"));
        Check(tickets.Tickets.Count == 3, $"after a restart only the new fault gets a ticket, not {tickets.Tickets.Count - 2}");
        await second.StopAsync();
    }

    Console.WriteLine("Worker: ok");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static IHost Build(string folder, string log)
{
    var builder = Host.CreateApplicationBuilder();
    builder.Logging.ClearProviders();
    builder.Services.AddSingleton<Outcomes>();
    builder.Services.AddSingleton(new Followed(log));
    builder.Services.AddHostedService<TriageWorker>();
    builder.Services.AddRepoTickets(tickets => tickets
        .AddStorage(options => (options.RepositoryPath, options.CreateIfMissing) = (folder, true))
        .AddLogTriage(options =>
        {
            options.Mode = TriageMode.Real;
            options.RepositoryPath = folder;
            options.MaximumTickets = 0;
            options.HandOverAfter = TimeSpan.FromSeconds(1);
        }));
    return builder.Build();
}

static void Write(string log, params string[] messages) => File.AppendAllLines(log, messages.Select(static (message, n) =>
    string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:O} ERROR [main] com.shop.Orders - {message}")));

static void Check(bool holds, string what)
{
    if (!holds)
    {
        throw new InvalidOperationException($"Does not hold: {what}.");
    }
}
