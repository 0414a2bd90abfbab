using System.Globalization;

namespace RepoTickets.Events.Tests.Bus;

/// <summary>
/// Random programs on a real store: threads and handlers that commit, run batches, publish, subscribe, dispose and drain, some of them blocking
/// their thread meanwhile. Each must come to rest. REPOTICKETS_SEARCH is the number of programs, and REPOTICKETS_SEED the first one.
/// </summary>
public sealed class StoreDeadlockSearchTests
{
    private const int UsualPrograms = 12;
    private const int ThreadsThatMayBlock = 64;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task RandomPrograms_OfHandlersThatCommitAndRunBatches_ComeToRest()
    {
        // Handlers that block keep their threads, and the pool adds only one or two a second to those it may have at once.
        ThreadPool.GetMinThreads(out var usual, out var completion);
        ThreadPool.SetMinThreads(Math.Max(usual, ThreadsThatMayBlock), completion);
        try
        {
            var totals = new ProgramTotals();
            var first = Setting("REPOTICKETS_SEED", 0);
            for (var seed = first; seed < first + Setting("REPOTICKETS_SEARCH", UsualPrograms); seed++)
            {
                await using var program = new RandomStoreProgram(seed, totals);
                await program.RunAsync(Limit);
            }

            Assert.True(
                totals is { CommitsOfHandlers: > 0, CommitsOfBlockingHandlers: > 0, CommitsInline: > 0, BatchesOfHandlers: > 0, BatchesOfBlockingHandlers: > 0, BatchesInline: > 0 },
                $"Something was never done: {totals}.");
        }
        finally
        {
            ThreadPool.SetMinThreads(usual, completion);
        }
    }

    [Fact]
    public void MemoryDump_OfThisProcess_IsWrittenOrSaysWhyNot()
    {
        var path = Path.Join(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"repotickets-stacks-{Environment.ProcessId}.dmp"));
        try
        {
            var said = MemoryDump.TryWrite(path);
            Assert.True(File.Exists(path) == said.StartsWith("All stacks", StringComparison.Ordinal), said);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task CommitAsync_HandlerStandsStillWithAFullQueueUnderWait_CommitsGoOn()
    {
        const int commits = 50;
        await using var program = new RandomStoreProgram(0, new());
        var (gate, seen) = (new Gate(), 0);
        await program.Bus.StartAsync();
        program.Bus.Subscribe<TicketCreated>(
            async (_, _) =>
            {
                await gate.PassAsync();
                seen++;
            },
            new() { Capacity = 2, WhenFull = FullQueuePolicy.Wait });
        await program.Store.CreateAsync("The first");
        await gate.Entered;
        for (var n = 1; n < commits; n++)
        {
            await program.Store.CommitAsync(new(DocumentChange.Create(new Ticket { Title = "Beyond the queue" }))).InTime();
        }

        Assert.Equal(0, seen);
        gate.Open();
        await program.Bus.DrainAsync(await program.Store.Feed.GetPositionAsync()).InTime();
        Assert.Equal(commits, seen);
        await program.CloseAsync();
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : usual;
}
