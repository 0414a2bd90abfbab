using System.Diagnostics;

namespace RepoTickets.Telemetry.Tests.Spanning;

public sealed class SpanTests
{
    private const string Secret = "c0nfidential";

    [Fact]
    public async Task Commit_InASpanOfTheHosts_IsItsChildAndItsGroupIsLinked()
    {
        using var spans = new Spans();
        await using var composition = new Composition();
        using var source = new ActivitySource("Host");
        await composition.Store.GetStatisticsAsync();
        using var host = new Activity("host").Start();
        var ticket = await composition.Store.CreateAsync("Login " + Secret);
        Assert.Same(host, Activity.Current);
        var commit = spans.Of("store.commit").Single(span => span.TraceId == host.TraceId);
        Assert.Equal(host.SpanId, commit.ParentSpanId);
        Assert.Equal(
            (ticket.Id.Value, 1, 1L),
            ((string?)commit.GetTagItem("repotickets.ticket.id"), (int?)commit.GetTagItem("repotickets.changes"), (long?)commit.GetTagItem(
                "repotickets.position")));
        Assert.Equal(
            commit.SpanId,
            Assert.Single(
                spans.Of("store.commit_group").Single(
                    span => span.Links.Any(link => link.Context.TraceId == host.TraceId)).Links).Context.SpanId);
        Assert.DoesNotContain(
            spans.All,
            static span => span.TagObjects.Any(static tag => $"{tag.Value}".Contains(Secret, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Commit_ThatIsRefused_HasTheErrorsTypeAndNotItsText()
    {
        using var spans = new Spans();
        await using var composition = new Composition();
        await Assert.ThrowsAsync<InvalidDocumentException>(
            async () => await composition.Store.CreateAsync("Login", static t => t with { StoryPoints = -1, Assignee = Secret }));
        var commit = spans.Of("store.commit")[^1];
        Assert.Equal((ActivityStatusCode.Error, "RepoTickets.InvalidDocumentException"), (commit.Status, commit.StatusDescription));
        Assert.Empty(commit.Events);
    }
}
