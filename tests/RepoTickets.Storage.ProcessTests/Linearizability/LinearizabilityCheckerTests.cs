using RepoTickets.Tests.Linearizability;

namespace RepoTickets.Storage.ProcessTests.Linearizability;

public class LinearizabilityCheckerTests
{
    [Fact]
    public void FindViolation_NothingHappened_IsLinearizable() => Assert.Null(Check());

    [Fact]
    public void FindViolation_OneAfterTheOther_IsLinearizable() =>
        Assert.Null(Check(Read(0, 1, 2), Swap(0, 7, 3, 4), Read(7, 5, 6)));

    [Fact]
    public void FindViolation_OldValueReadAfterSwapReturned_IsViolation()
    {
        var stale = Read(0, 5, 6);
        Assert.Same(stale, Check(Swap(0, 7, 1, 2), stale));
    }

    [Fact]
    public void FindViolation_ReadsOverlapTheSwap_MayGoEitherWay()
    {
        Assert.Null(Check(Swap(0, 7, 1, 10), Read(0, 2, 3), Read(7, 4, 5)));
        Assert.NotNull(Check(Swap(0, 7, 1, 10), Read(7, 2, 3), Read(0, 4, 5)));
    }

    [Fact]
    public void FindViolation_TwoSwapsOfTheSameValue_IsViolation() =>
        Assert.NotNull(Check(Swap(0, 7, 1, 10), Swap(0, 8, 1, 10)));

    [Fact]
    public void FindViolation_SwapRefusedThoughNobodyElseWrote_IsViolation()
    {
        Assert.NotNull(Check(Refused(0, 1, 2)));
        Assert.Null(Check(Swap(0, 7, 1, 10), Refused(0, 1, 10)));
    }

    [Fact]
    public void FindViolation_ReadOfAValueNobodyWrote_IsViolation() => Assert.NotNull(Check(Swap(0, 7, 1, 2), Read(9, 3, 4)));

    [Fact]
    public void FindViolation_UnknownOutcome_MayHappenLateOrNever()
    {
        var unknown = new TimedOperation<RegisterOperation>(new(RegisterCall.Swap, 0, 7), 1, null);
        Assert.Null(Check(unknown, Read(0, 2, 3), Read(0, 4, 5)));
        Assert.Null(Check(unknown, Read(0, 2, 3), Read(7, 4, 5)));
        Assert.NotNull(Check(unknown, Read(7, 2, 3), Read(0, 4, 5)));
    }

    [Fact]
    public void FindViolation_LongHistoriesMadeByARealRegister_AreLinearizableUntilOneAnswerIsForged()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var history = Simulate(seed);
            Assert.True(LinearizabilityChecker.FindViolation(new RegisterModel(0), history) is null, $"Seed {seed} was refused.");
            var random = new Random(seed);
            var reads = Enumerable.Range(0, history.Count).Where(i => history[i].Operation.Call == RegisterCall.Read && i > 10).ToList();
            var victim = reads[random.Next(reads.Count)];

            // A value that was overwritten before the previous ten calls began cannot be seen any more.
            history[victim] = history[victim] with { Operation = new(RegisterCall.Read, 0, -5) };
            Assert.True(
                LinearizabilityChecker.FindViolation(new RegisterModel(0), history) is not null,
                $"Seed {seed}: a forged read was accepted.");
        }
    }

    /// <summary>Calls of 8 clients that overlap, each taking effect at a random instant within its time.</summary>
    private static List<TimedOperation<RegisterOperation>> Simulate(int seed)
    {
        var random = new Random(seed);
        var pending = new List<(long Effect, long Begin, long End, bool IsRead)>();
        for (var client = 0; client < 8; client++)
        {
            long now = random.Next(50);
            for (var i = 0; i < 60; i++)
            {
                var end = now + 2 + random.Next(100);
                pending.Add((random.NextInt64(now, end), now, end, random.Next(3) != 0));
                now = end + 1 + random.Next(20);
            }
        }

        var value = 0L;
        var next = 1L;
        var history = new List<TimedOperation<RegisterOperation>>();
        foreach (var (_, begin, end, isRead) in pending.OrderBy(static call => call.Effect))
        {
            var operation = isRead
                ? new RegisterOperation(RegisterCall.Read, 0, value)
                : random.Next(3) == 0 ? new(RegisterCall.SwapRefused, -1, 0) : new(RegisterCall.Swap, value, next++);
            value = operation.Call == RegisterCall.Swap ? operation.Value : value;
            history.Add(new(operation, begin, end));
        }

        return history;
    }

    private static TimedOperation<RegisterOperation>? Check(params TimedOperation<RegisterOperation>[] history) =>
        LinearizabilityChecker.FindViolation(new RegisterModel(0), history);

    private static TimedOperation<RegisterOperation> Read(long value, long begin, long end) =>
        new(new(RegisterCall.Read, 0, value), begin, end);

    private static TimedOperation<RegisterOperation> Swap(long expected, long value, long begin, long end) =>
        new(new(RegisterCall.Swap, expected, value), begin, end);

    private static TimedOperation<RegisterOperation> Refused(long expected, long begin, long end) =>
        new(new(RegisterCall.SwapRefused, expected, 0), begin, end);
}
