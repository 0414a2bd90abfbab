using RepoTickets.Batch.Tests.Support;

namespace RepoTickets.Batch.Tests.Properties;

/// <summary>
/// Random batches with faults at every step against a model of the store: after each, the store is what the result says, the feed holds
/// exactly what its lists hold, and an atomic batch is there as a whole or not at all. Set REPOTICKETS_SEED to run one seed, which failures
/// print.
/// </summary>
public sealed class BatchPropertyTests
{
    private const int BatchesOfASeed = 60;

    public static TheoryData<int> Seeds() => RepoTickets.Tests.Seeds.UpTo(12);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task ExecuteAsync_RandomBatchesWithFaults_StoreIsTheModelAndFeedIsTheDifference(int seed)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var random = new Random(seed);
        var model = new Dictionary<string, Ticket>();
        for (var number = 0; number < BatchesOfASeed; number++)
        {
            using var run = new PropertyRun(temporary.Store, model, random);
            try
            {
                model = await run.RunAsync();
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"REPOTICKETS_SEED={seed}, batch {number}: {run.Describe()}\n{exception.Message}", exception);
            }
        }
    }
}
