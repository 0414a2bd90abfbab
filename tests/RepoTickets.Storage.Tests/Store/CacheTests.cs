namespace RepoTickets.Storage.Tests.Store;

public sealed class CacheTests
{
    [Fact]
    public async Task Statistics_CountHitsAndMisses()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static o => o.MaximumStaleness = TimeSpan.FromHours(1));
        var ids = await FillAsync(temporary, 3);
        await temporary.ReopenAsync();
        Assert.Equal(new CacheStatistics(true, 0, 0, 0, 0), temporary.Maintenance.GetCacheStatistics());
        await Task.Delay(20);
        foreach (var id in ids)
        {
            await temporary.Store.GetAsync(id);
        }

        for (var i = 0; i < 7; i++)
        {
            await temporary.Store.GetAsync(ids[0]);
        }

        var statistics = temporary.Maintenance.GetCacheStatistics();
        Assert.Equal(new CacheStatistics(true, 7, 3, 0, 3), statistics);
        Assert.Equal(0.7, statistics.HitRate, 6);
        Assert.Equal(3, temporary.Maintenance.ClearCache());
        Assert.Equal(new CacheStatistics(true, 0, 0, 0, 0), temporary.Maintenance.GetCacheStatistics());
        Assert.NotNull(await temporary.Store.GetAsync(ids[0]));
        Assert.Equal((0, 1), (temporary.Maintenance.GetCacheStatistics().Hits, temporary.Maintenance.GetCacheStatistics().Misses));
    }

    [Fact]
    public async Task Capacity_IsNeverExceededAndEvictionsAreCounted()
    {
        await using var temporary = await TemporaryStore.CreateAsync(
            static o => (o.CacheCapacity, o.MaximumStaleness) = (10, TimeSpan.FromHours(1)));
        var ids = await FillAsync(temporary, 40);
        foreach (var id in ids.Concat(ids))
        {
            Assert.NotNull(await temporary.Store.GetAsync(id));
            Assert.InRange(temporary.Maintenance.GetCacheStatistics().Count, 0, 10);
        }

        Assert.InRange(temporary.Maintenance.GetCacheStatistics().Misses, 30, 80);
        for (var i = 0; i < 200 && temporary.Maintenance.GetCacheStatistics().Evictions == 0; i++)
        {
            // Eviction callbacks run on the thread pool.
            await Task.Delay(10);
        }

        Assert.True(temporary.Maintenance.GetCacheStatistics().Evictions > 0);
    }

    [Fact]
    public async Task Capacity_FullOfOldTickets_StillTakesNewOnes()
    {
        await using var temporary = await TemporaryStore.CreateAsync(
            static o => (o.CacheCapacity, o.MaximumStaleness) = (2, TimeSpan.FromHours(1)));
        var ids = await FillAsync(temporary, 8);
        foreach (var id in ids)
        {
            await temporary.Store.GetAsync(id);
        }

        // A cache that refuses what does not fit would miss for ever.
        for (var i = 0; i < 50; i++)
        {
            var before = temporary.Maintenance.GetCacheStatistics().Hits;
            await temporary.Store.GetAsync(ids[^1]);
            await temporary.Store.GetAsync(ids[^1]);
            if (temporary.Maintenance.GetCacheStatistics().Hits > before)
            {
                return;
            }

            await Task.Delay(10);
        }

        Assert.Fail("The ticket that is read again and again never came into the cache.");
    }

    [Fact]
    public void Expiry_DropsWhatWasNotRead()
    {
        using var cache = new Caching.MemoryDocumentCache(10, TimeSpan.FromMilliseconds(30));
        cache.Set("A-1", new(new Ticket { Id = TicketId.Parse("A-1"), Title = "x" }, "open/A-1.yaml", default, 1));
        Assert.True(cache.TryGet("A-1", out _));
        Assert.True(SpinWait.SpinUntil(() => !cache.TryGet("A-1", out _) || Pause(), TimeSpan.FromSeconds(20)));

        static bool Pause()
        {
            // Reading keeps it alive, so the next reading comes after more than the expiry.
            Thread.Sleep(80);
            return false;
        }
    }

    [Fact]
    public async Task Disabled_EveryReadIsAMiss()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static o => o.CacheEnabled = false);
        var id = (await FillAsync(temporary, 1))[0];
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull(await temporary.Store.GetAsync(id));
        }

        Assert.Equal(new CacheStatistics(false, 0, 3, 0, 0), temporary.Maintenance.GetCacheStatistics());
        Assert.Equal(0, temporary.Maintenance.ClearCache());
    }

    [Fact]
    public async Task Reader_ThatChangesWhatItGot_ChangesNothingForOthers()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static o => o.MaximumStaleness = TimeSpan.FromHours(1));
        var created = await temporary.Store.CreateAsync("Login", static t => t with { Labels = ["bug"] });
        var first = (await temporary.Store.GetAsync(created.Id))!;
        var changed = first with { Title = "Hacked", Labels = [.. first.Labels, "hacked"] };
        Assert.NotEqual(changed, await temporary.Store.GetAsync(created.Id));
        Assert.Equal(created, await temporary.Store.GetAsync(created.Id));
        var labels = new[] { "mine" };
        var updated = await temporary.Store.UpdateAsync(created.Id, t => t with { Labels = [.. labels] });
        labels[0] = "changed behind the back";
        Assert.Equal(["mine"], (await temporary.Store.GetAsync(created.Id))!.Labels);
        Assert.Equal(["mine"], updated.Labels);
    }

    [Fact]
    public async Task ConcurrentMisses_ShareOneRead()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static o => o.MaximumStaleness = TimeSpan.FromHours(1));
        var id = (await FillAsync(temporary, 1))[0];
        await temporary.ReopenAsync();
        await Task.Delay(20);
        temporary.Maintenance.ClearCache();
        using var start = new Barrier(8);
        var tickets = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return temporary.Store.GetAsync(id).AsTask().GetAwaiter().GetResult();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Assert.All(tickets, ticket => Assert.Same(tickets[0], ticket));
        Assert.Equal((7, 1), (temporary.Maintenance.GetCacheStatistics().Hits, temporary.Maintenance.GetCacheStatistics().Misses));
    }

    [Fact]
    public async Task CachedRead_AllocatesNothing()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static o => o.MaximumStaleness = TimeSpan.FromHours(1));
        var id = (await FillAsync(temporary, 1))[0];
        await temporary.ReopenAsync();
        await Task.Delay(20);
        for (var i = 0; i < 2000; i++)
        {
            Assert.NotNull(await temporary.Store.GetAsync(id));
        }

        // Nothing here really waits, so it all happens on this thread.
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _ = await temporary.Store.GetAsync(id);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task CachedRead_SeesWhatAnotherStoreCommitted_AtOnce()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static o => o.MaximumStaleness = TimeSpan.FromHours(1));
        await using var other = await temporary.OpenAnotherAsync();
        var id = (await FillAsync(temporary, 1))[0];
        for (var i = 1; i <= 10; i++)
        {
            var points = i;
            await other.UpdateAsync(id, t => t with { StoryPoints = points });
            Assert.Equal(i, (await temporary.Store.GetAsync(id))!.StoryPoints);
        }
    }

    [Fact]
    public async Task CachedRead_WithinTheAllowedStaleness_DoesNotLookAtTheFile()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static o => o.MaximumStaleness = TimeSpan.FromHours(1));
        var id = (await FillAsync(temporary, 1))[0];
        await temporary.Store.GetAsync(id);
        temporary.Write($"open/{id}.yaml", TicketText.Minimal(id.Value));
        Assert.NotEqual("A ticket", (await temporary.Store.GetAsync(id))!.Title);
        await temporary.Store.RefreshAsync();
        Assert.Equal("A ticket", (await temporary.Store.GetAsync(id))!.Title);
    }

    private static async Task<List<TicketId>> FillAsync(TemporaryStore temporary, int count)
    {
        var result = await temporary.Store.CommitAsync(
            new ChangeSet([.. Enumerable.Range(0, count).Select(static i => DocumentChange.Create(new Ticket { Title = $"Cached {i}" }))]));
        return [.. result.Documents.Select(static document => ((Ticket)document!).Id)];
    }
}
