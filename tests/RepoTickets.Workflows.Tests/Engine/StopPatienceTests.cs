using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

/// <summary>Engines that stop and have no time for it.</summary>
public sealed class StopPatienceTests
{
    private const int Waiting = 20;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StopAsync_NoPatienceAndManyWaitForAPlace_NoneOfThemIsTakenForInterrupted(bool isCancelled)
    {
        var (began, gate) = (NewSignal(), NewSignal());
        await using var world = await CreateAsync(world => world.Steps["deaf"] = async (_, _) =>
        {
            began.TrySetResult();
            await gate.Task;
            return StepResult.Done;
        });
        var leaving = world.NewServices(await world.OpenStoreAsync(), options: new()
        {
            MaximumRunningSteps = 1, ShutdownTimeout = isCancelled ? TimeSpan.FromHours(1) : TimeSpan.Zero,
        });
        await leaving.Engine.StartAsync(Define(new CodeStep { Id = "deaf", Code = "deaf" }));
        await began.Task.WaitAsync(Patience);
        var waiting = new List<WorkflowId>();
        for (var i = 0; i < Waiting; i++)
        {
            waiting.Add((await leaving.Engine.StartAsync(Define(Code("a")))).Id);
        }

        await leaving.Engine.StopAsync(new(canceled: isCancelled)).WaitAsync(Patience);

        foreach (var id in waiting)
        {
            Assert.Equal("running: a=pending", Show(await world.ReadAsync(id)));
        }

        foreach (var id in waiting)
        {
            Assert.Equal("completed: a=completed", Show(await world.EndAsync(id)));
        }

        Assert.Equal(Waiting, world.Calls.Count);
        gate.SetResult();
    }

    [Fact]
    public async Task RunAsync_EngineStopsAndHostsCodeHoldsUpTheNews_EndsWithoutAnException()
    {
        const int Deaf = 4;
        using var gate = new ManualResetEventSlim();
        using var began = new CountdownEvent(Deaf);
        await using var world = await CreateAsync(world => world.Steps["deaf"] = async (_, token) =>
        {
            // Those who are told later than this code wait for it.
            await using var registration = token.Register(() => gate.Wait(Patience));
            began.Signal();
            await Task.Delay(Timeout.Infinite, token);
            return StepResult.Done;
        });
        var leaving = world.NewServices(await world.OpenStoreAsync());
        var running = leaving.Engine.RunAsync(CancellationToken.None);
        await leaving.Engine.WaitAsync((await leaving.Engine.StartAsync(Define(Code("a")))).Id).AsTask().WaitAsync(Patience);
        for (var i = 0; i < Deaf; i++)
        {
            await leaving.Engine.StartAsync(Define(new CodeStep { Id = "deaf", Code = "deaf" }));
        }

        await Task.Run(() => began.Wait(Patience));
        var stop = leaving.Engine.StopAsync(new(canceled: true));
        await running.WaitAsync(Patience);
        gate.Set();
        await stop.WaitAsync(Patience);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
