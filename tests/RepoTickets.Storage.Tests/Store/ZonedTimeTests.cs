using RepoTickets.Storage.Opening;

namespace RepoTickets.Storage.Tests.Store;

/// <summary>Files hold times without their zone, so whoever reads them brings the zone along.</summary>
public sealed class ZonedTimeTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    // The clocks of Berlin show every time of this hour twice; this is the second.
    private static readonly DateTimeOffset SecondHour = new(2025, 10, 26, 1, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset FirstHour = SecondHour.AddHours(-1);

    [Fact]
    public async Task Open_WithTheIndexOfAnotherZone_BuildsItAnew()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.TimeZone = Berlin);
        var noon = new DateTimeOffset(2025, 7, 1, 10, 0, 0, TimeSpan.Zero);
        var id = (await temporary.Store.CreateAsync("Login", ticket => ticket with { CreatedAt = noon })).Id;
        await temporary.CloseAsync();
        foreach (var (zone, expected) in ((TimeZoneInfo, int)[])[(TimeZoneInfo.Utc, 12), (Berlin, 10), (TimeZoneInfo.Utc, 12)])
        {
            await using var store = await temporary.OpenAnotherAsync(options => options.TimeZone = zone);
            var summary = Assert.Single((await store.QueryAsync(new())).Tickets);
            Assert.Equal((await store.GetAsync(id))!.CreatedAt, summary.CreatedAt);
            Assert.Equal(expected, summary.CreatedAt.UtcDateTime.Hour);
            await CheckAsync(store);
        }
    }

    [Fact]
    public async Task TwoStores_InDifferentZonesAtOnce_EachAnswersInItsOwn()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.TimeZone = Berlin);
        await using var other = await temporary.OpenAnotherAsync(static options => options.TimeZone = TimeZoneInfo.Utc);
        var here = await temporary.Store.CreateAsync("Here", static ticket => ticket with { CreatedAt = FirstHour.AddDays(-90) });
        var there = await other.CreateAsync("There", static ticket => ticket with { CreatedAt = FirstHour.AddDays(-90) });
        Assert.Equal((await other.GetAsync(here.Id))!.CreatedAt, (await other.QueryAsync(new())).Tickets.Single(t => t.Id == here.Id).CreatedAt);
        Assert.Equal(
            (await temporary.Store.GetAsync(there.Id))!.CreatedAt,
            (await temporary.Store.QueryAsync(new())).Tickets.Single(t => t.Id == there.Id).CreatedAt);
        await CheckAsync(other);
        await other.DisposeAsync();
        await temporary.ReopenAsync();
        await CheckAsync(temporary.Store);
        Assert.Equal(here.CreatedAt, (await temporary.Store.QueryAsync(new())).Tickets.Single(t => t.Id == here.Id).CreatedAt);
    }

    [Fact]
    public void Identify_Zones_GoesByTheirRules()
    {
        var zero = TimeZoneInfo.CreateCustomTimeZone("Zero", TimeSpan.Zero, "Zero", "Zero");
        Assert.Equal(ZoneRules.Identify(TimeZoneInfo.Utc), ZoneRules.Identify(zero));
        var zones = new[] { "Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia" }
            .Select(TimeZoneInfo.FindSystemTimeZoneById).Append(zero).Append(TimeZoneInfo.CreateCustomTimeZone("One", TimeSpan.FromHours(1), "One", "One"));
        var identities = zones.Select(static zone => Convert.ToHexString(ZoneRules.Identify(zone))).ToList();
        Assert.Equal(identities.Count, identities.Distinct().Count());
    }

    [Fact]
    public async Task Commit_InTheHourThatComesTwice_AnswersAndIndexesWhatIsReadBack()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.TimeZone = Berlin);
        var answered = await temporary.Store.CreateAsync("Login", static ticket => ticket with
        {
            CreatedAt = SecondHour,
            Comments = [new() { Id = "0b6c5912", Author = "ada", Content = "Late.", CreatedAt = SecondHour }],
        });
        Assert.Equal((FirstHour, FirstHour), (answered.CreatedAt, answered.Comments[0].CreatedAt));
        var changed = await temporary.Store.UpdateAsync(answered.Id, static ticket => ticket with { UpdatedAt = SecondHour.AddMinutes(5), Title = "Logout" });
        var summary = Assert.Single((await temporary.Store.QueryAsync(new())).Tickets);
        Assert.Equal((FirstHour, FirstHour.AddMinutes(5)), (summary.CreatedAt, summary.UpdatedAt));
        await CheckAsync(temporary.Store);
        await temporary.ReopenAsync();
        Assert.Equal(changed, await temporary.Store.GetAsync(answered.Id));
    }

    [Fact]
    public async Task Update_WhereTheFileGivesTheOffsetOfThatHour_LeavesItAsItStands()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.TimeZone = Berlin);
        const string created = "created_at: '2025-10-26T02:30:00+01:00'";
        temporary.Write("open/HAND-1.yaml", $"id: HAND-1\ntitle: By hand\nstatus: open\n{created}\nupdated_at: '2025-10-26T02:30:00+01:00'\n");
        await temporary.Store.RefreshAsync();
        var changed = await temporary.Store.UpdateAsync(TicketId.Parse("HAND-1"), static ticket => ticket with { Title = "By machine" });
        Assert.Equal(SecondHour, changed.CreatedAt);
        Assert.Contains(created, temporary.Lines("open/HAND-1.yaml"));
        Assert.Equal(changed, await temporary.Store.GetAsync(changed.Id));
        await CheckAsync(temporary.Store);
    }

    /// <summary>The Python package's index may be about to be written.</summary>
    private static async Task CheckAsync(ITicketStore store) =>
        Assert.DoesNotContain((await ((IStoreMaintenance)store).VerifyAsync()).Findings, static finding => finding.Code != "python-index");
}
