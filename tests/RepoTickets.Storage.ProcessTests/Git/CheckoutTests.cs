using RepoTickets.Storage.ProcessTests.Processes;
using Xunit.Abstractions;

namespace RepoTickets.Storage.ProcessTests.Git;

public class CheckoutTests(ITestOutputHelper output)
{
    private const int BetweenLooks = 20;

    [Theory]
    [InlineData(1000, true)]
    [InlineData(0, false)]
    public async Task Reads_WhileGitSwitchesBranches_NeverSeeATicketOfBothBranchesDeletedOrCorrupt(int stalenessMilliseconds, bool watch)
    {
        var checkouts = Soak.Times(100);
        using var branches = await TwoBranches.CreateAsync();
        await using var store = await branches.Folder.OpenAsync(options =>
        {
            options.MaximumStaleness = TimeSpan.FromMilliseconds(stalenessMilliseconds);
            options.WatchFiles = watch;
        });
        var blocked = 0;
        await using (var load = new ReadingLoad(branches, store, threads: 2))
        {
            for (var i = 0; i < checkouts; i++)
            {
                var branch = i % 2 == 0 ? "left" : "right";
                blocked += Checkout(branches.Git, branch) ? 0 : 1;
                AssertNothingWrong(load, i);
                if (i % BetweenLooks == BetweenLooks - 1)
                {
                    await store.RefreshAsync();
                    await AssertHoldsAsync(store, branches, branch);
                }
            }

            AssertNothingWrong(load, checkouts);
            output.WriteLine(
                $"{checkouts} checkouts, {load.Reads} reads and {load.Queries} queries meanwhile; {blocked} checkouts had to be forced.");
        }

        await StoreChecks.AssertCleanAsync(store, branches.Folder);
        Assert.Equal(0, blocked);
    }

    [Fact]
    public async Task UpdateAsync_RightAfterACheckout_ChangesWhatWasCheckedOutAndNothingElse()
    {
        using var branches = await TwoBranches.CreateAsync();
        await using var store = await branches.Folder.OpenAsync();
        var random = new Random(5);
        for (var i = 0; i < Soak.Times(30); i++)
        {
            var branch = i % 2 == 0 ? "left" : "right";
            var id = branches.InBoth[random.Next(branches.InBoth.Count)];
            Assert.NotNull(await store.GetAsync(id));
            branches.Git.Run("checkout", "--quiet", "--force", branch);

            await store.UpdateAsync(id, static ticket => ticket with { Labels = ticket.Labels.Add("touched") });

            var expected = branches.Contents[branch][id.Value];
            var found = await store.GetRequiredAsync<Ticket>(id.Key);
            Assert.Equal(expected with { Labels = expected.Labels.Add("touched"), UpdatedAt = found.UpdatedAt }, found);
            var path = $".tickets/{(expected.Status.IsOpen ? "open" : "closed")}/{id}.yaml";
            Assert.Equal([path], branches.Git.Ask("diff", "--name-only").Where(static name => name != ".tickets/index.yaml"));
        }

        branches.Git.Run("checkout", "--quiet", "--force", "left");
        await store.RefreshAsync();
        await AssertHoldsAsync(store, branches, "left");
    }

    /// <summary>False when git refused because the work tree differed.</summary>
    private static bool Checkout(GitFolder git, string branch)
    {
        if (git.TryRun("checkout", "--quiet", branch) is not { } error)
        {
            return true;
        }

        Assert.Contains("index.yaml", error, StringComparison.Ordinal);
        git.Run("checkout", "--quiet", "--force", branch);
        return false;
    }

    private static void AssertNothingWrong(ReadingLoad load, int checkouts) =>
        Assert.True(
            load.Wrong.Count == 0,
            $"After {checkouts} checkouts {load.Wrong.Count} answers were wrong: {string.Join("; ", load.Wrong.Take(5))}");

    private static async Task AssertHoldsAsync(ITicketStore store, TwoBranches branches, string branch)
    {
        var expected = branches.Contents[branch];
        var found = await TwoBranches.ReadAsync(store);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair => Assert.Equal(pair.Value, found[pair.Key]));
        var summaries = await store.QueryAsync(new TicketQuery { Order = TicketOrder.Identifier, Take = 10_000 });
        Assert.Equal(expected.Values.OrderBy(static ticket => ticket.Id).Select(TicketSummary.From), summaries.Tickets);
    }
}
