using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RepoTickets.Storage;
using RepoTickets.Workflows.Tests.Engine;
using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Hosting;

/// <summary>What becomes of code that runs when a host ends.</summary>
public sealed class AddWorkflowsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("repotickets-workflows-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task StopAsync_OfTheHostedServices_StopsTheEngineBeforeTheServicesEnd()
    {
        var signals = new Signals();
        var provider = Compose(signals);
        var hosted = provider.GetServices<IHostedService>().ToList();
        var engine = provider.GetRequiredService<IWorkflowEngine>();
        var id = (await engine.StartAsync(Define(new CodeStep { Id = "a", Code = "scoped", IsRepeatable = true }))).Id;
        await signals.Began.Task.WaitAsync(Patience);

        foreach (var service in hosted)
        {
            await service.StopAsync(CancellationToken.None).WaitAsync(Patience);
        }

        Assert.True(signals.WasTold);
        Assert.Equal("completed: a=completed", Show((await engine.GetAsync(id))!));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await engine.AdvanceAsync());
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task StopAsync_OfTheHostedServicesAndNobodyAskedForTheEngine_MakesNone()
    {
        await using var provider = Compose(new Signals());
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
            await service.StopAsync(CancellationToken.None);
        }

        var engine = provider.GetRequiredService<IWorkflowEngine>();
        Assert.Equal(0, await engine.AdvanceAsync());
    }

    [Fact]
    public async Task DisposeAsync_OfTheServicesWithoutAHost_CodeThatNeedsThemHasNoResult()
    {
        var signals = new Signals();
        var provider = Compose(signals);
        var engine = provider.GetRequiredService<IWorkflowEngine>();

        // Is disposed of before the engine, since it was made later.
        var last = provider.GetRequiredService<Last>();
        var id = (await engine.StartAsync(Define(new CodeStep { Id = "a", Code = "scoped", IsRepeatable = true }))).Id;
        await signals.Began.Task.WaitAsync(Patience);
        last.OnDisposal = async () =>
        {
            signals.AsksForMore.SetResult();
            await signals.HasFailed.Task.WaitAsync(Patience);
        };
        await provider.DisposeAsync().AsTask().WaitAsync(Patience);

        await using var store = await TicketStore.OpenAsync(new StorageOptions { RepositoryPath = _folder, WatchFiles = false });
        var left = (WorkflowInstance)(await store.GetAsync(id.Key))!;
        Assert.Equal("running: a=running", Show(left));
        Assert.DoesNotContain(left.History, static entry => entry.What is "step_failed" or "step_retried");
        Assert.Null(((WorkflowLease)(await store.GetAsync(WorkflowLease.KeyOf(id)))!).Holder);
    }

    private ServiceProvider Compose(Signals signals) => new ServiceCollection()
        .AddSingleton(signals)
        .AddSingleton<Last>()
        .AddRepoTickets(tickets => tickets.AddStorage(options =>
        {
            options.RepositoryPath = _folder;
            options.CreateIfMissing = true;
            options.WatchFiles = false;
        }).AddWorkflowStep<ScopedStep>("scoped").AddWorkflows())
        .BuildServiceProvider();

    private sealed class Signals
    {
        internal TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource AsksForMore { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource HasFailed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal bool WasTold { get; set; }
    }

    private sealed class Last : IAsyncDisposable
    {
        internal Func<Task>? OnDisposal { get; set; }

        public async ValueTask DisposeAsync() => await (OnDisposal?.Invoke() ?? Task.CompletedTask);
    }

    /// <summary>Works until it is told to stop, or until it is to ask the services for more.</summary>
    private sealed class ScopedStep(IServiceProvider services, Signals signals) : IWorkflowStep
    {
        public async ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
        {
            signals.Began.TrySetResult();
            await signals.AsksForMore.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            signals.WasTold = cancellationToken.IsCancellationRequested;
            try
            {
                services.GetRequiredService<Last>();
                return StepResult.Done;
            }
            finally
            {
                signals.HasFailed.TrySetResult();
            }
        }
    }
}
