using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Events;
using RepoTickets.Storage;
using RepoTickets.Workflows.Worker;

namespace RepoTickets.Workflows.Tests.Processes;

/// <summary>Store, engine and bus in one host, with a second process that commits beside them.</summary>
public sealed class WorkflowEventsTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("repotickets-workflows-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Event> _heard = [];
    private ServiceProvider _services = null!;
    private Task _running = Task.CompletedTask;
    private int _luck;

    private ITicketStore Store => _services.GetRequiredService<ITicketStore>();

    private IWorkflowEngine Engine => _services.GetRequiredService<IWorkflowEngine>();

    private IEventBus Bus => _services.GetRequiredService<IEventBus>();

    public async Task InitializeAsync()
    {
        _services = new ServiceCollection()
            .AddRepoTickets(tickets => tickets
                .AddStorage(options =>
                {
                    options.RepositoryPath = _folder;
                    options.CreateIfMissing = true;
                    options.Durability = Durability.Buffered;
                })
                .AddEvents()
                .AddWorkflowStep("say", static (_, _) => new(StepResult.Of(WorkflowValue.Of("said"))))
                .AddWorkflowStep(
                    "luck", (_, _) => new(Interlocked.Increment(ref _luck) > 1 ? StepResult.Done : StepResult.Failed("Not yet.")))
                .AddWorkflow(new()
                {
                    Name = "watched",
                    Parameters = [new("ticket")],
                    Steps =
                    [
                        new CodeStep
                        {
                            Id = "first",
                            Code = "luck",
                            Retry = new(2, TimeSpan.FromMilliseconds(1), 1, TimeSpan.FromMilliseconds(1), 0),
                        },
                        new WaitForEventStep
                        {
                            Id = "closed",
                            Event = "ticket.closed",
                            Filter = "event.subject == params.ticket",
                            DependsOn = ["first"],
                        },
                        new CodeStep { Id = "never", Code = "say", Condition = "1 > 2", DependsOn = ["closed"] },
                        new CodeStep { Id = "last", Code = "say", DependsOn = ["closed"] },
                    ],
                }))
            .BuildServiceProvider();
        await Bus.StartAsync();
        Bus.Subscribe("workflow.*", (heard, _) =>
        {
            lock (_heard)
            {
                _heard.Add(heard);
            }

            return default;
        });
        _running = Engine.RunAsync(_stop.Token);
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Patience);
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Workflow_WaitsForAnEvent_CommitOfAnotherProcessEndsItAndEveryChangeIsToldOnceAndInOrder()
    {
        var tickets = new List<TicketId>();
        for (var i = 0; i < 4; i++)
        {
            tickets.Add((await Store.CreateAsync($"Ticket{i}")).Id);
        }

        // The last ticket is nobody's.
        var started = new List<WorkflowInstance>();
        foreach (var ticket in tickets[..3])
        {
            started.Add(
                await Engine.StartAsync(
                    "watched", new() { Parameters = WorkflowValue.Of([new WorkflowMember("ticket", WorkflowValue.Of(ticket.Value))]) }));
        }

        foreach (var workflow in started)
        {
            var waiting = await Engine.WaitAsync(workflow.Id).AsTask().WaitAsync(Patience);
            Assert.Equal(WorkflowStepStatus.Waiting, waiting.FindStep("closed")!.Status);
        }

        await CloseElsewhereAsync([tickets[3], tickets[0], tickets[2], tickets[1]]);
        foreach (var workflow in started)
        {
            var ended = await Engine.WaitForEndAsync(workflow.Id).AsTask().WaitAsync(Patience);
            Assert.Equal(WorkflowStatus.Completed, ended.Status);
        }

        await Bus.DrainAsync(await Store.Feed.GetPositionAsync()).AsTask().WaitAsync(Patience);
        CheckEvents([.. started.Select(static workflow => workflow.Id.Value)]);
    }

    private void CheckEvents(string[] workflows)
    {
        Event[] heard;
        lock (_heard)
        {
            heard = [.. _heard];
        }

        Assert.Equal(heard.Select(static made => made.Id).Distinct().Order(), heard.Select(static made => made.Id));
        Assert.Equal(workflows.Order(), heard.Select(static made => made.Subject!.Value.Id).Distinct().Order());
        foreach (var workflow in workflows)
        {
            // Whose luck it is decides whether the first step is tried twice.
            var told = heard.Where(made => made.Subject!.Value.Id == workflow).Select(Tell).ToList();
            var retries = told.Count(static line => line.StartsWith("workflow.step.retried", StringComparison.Ordinal));
            Assert.Equal(
                [
                    "workflow.started",
                    .. Enumerable.Repeat<string[]>(
                        ["workflow.step.started first", "workflow.step.retried first"], retries).SelectMany(static lines => lines),
                    "workflow.step.started first", "workflow.step.completed first", "workflow.step.started closed",
                    "workflow.step.completed closed",
                    "workflow.step.skipped never", "workflow.step.started last", "workflow.step.completed last", "workflow.completed",
                ],
                told);
        }

        Assert.Single(heard, static made => made.Payload is WorkflowStepRetried);
    }

    private static string Tell(Event made) => made.Payload switch
    {
        WorkflowStepStarted started => $"{made.Type} {started.Step}",
        WorkflowStepCompleted completed => $"{made.Type} {completed.Step}",
        WorkflowStepRetried retried => $"{made.Type} {retried.Step}",
        WorkflowStepSkipped skipped => $"{made.Type} {skipped.Step}",
        _ => made.Type,
    };

    private async Task CloseElsewhereAsync(TicketId[] tickets)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(WorkflowWorker).Assembly.Location, "close", _folder, .. tickets.Select(static ticket => ticket.Value)])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(process.ExitCode == 0, $"The worker ended with {process.ExitCode}: {await errors}");
    }
}
