using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Events.Tests.Json;

namespace RepoTickets.Events.Tests.Catalog;

public sealed class EventCatalogTests
{
    // As the Python package names them.
    private static readonly string[] Ancestors =
    [
        "ticket.created", "ticket.updated", "ticket.closed", "ticket.reopened", "ticket.deleted", "ticket.assigned", "ticket.commented",
        "agent.task.assigned", "agent.task.started", "agent.task.completed", "agent.task.failed", "requirement.added",
        "requirement.verified",
        "test.passed", "test.failed", "epic.created", "epic.updated", "epic.completed", "milestone.reached", "sprint.started",
        "sprint.completed",
        "system.index.rebuilt", "system.cache.cleared",
    ];

    [Fact]
    public void Definitions_HoldEveryNamedTypeAndTheAncestors()
    {
        var constants = typeof(EventTypes).GetFields().Where(static entry => entry.FieldType == typeof(string)).ToList();
        var known = EventCatalog.Default.Definitions.Select(static definition => definition.Type).ToHashSet();
        Assert.Equal(constants.Select(static entry => (string)entry.GetRawConstantValue()!).ToHashSet(), known);
        Assert.Equal(constants.Count, known.Count);
        Assert.All(Ancestors, type => Assert.Contains(type, known));
        Assert.Equal(23, Ancestors.Length);
    }

    [Fact]
    public void Definitions_PayloadHasTheNameOfTheConstant()
    {
        foreach (var constant in typeof(EventTypes).GetFields().Where(static entry => entry.FieldType == typeof(string)))
        {
            Assert.True(EventCatalog.Default.TryGet((string)constant.GetRawConstantValue()!, out var definition));
            Assert.Equal(constant.Name, definition.DataType.Name);
            Assert.True(definition.DataType.IsSealed && definition.DataType.Namespace == "RepoTickets");
        }
    }

    [Fact]
    public void Payloads_AreRecordsWithoutSetters() => Assert.All(
        EventCatalog.Default.Definitions.SelectMany(static definition => definition.DataType.GetProperties()),
        static property =>
            Assert.True(
                property.SetMethod is null || property.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Length == 1, $"{property}"));

    [Fact]
    public void Constructor_TwoPayloadsForOneName_IsRefused()
    {
        var exception = Assert.Throws<ArgumentException>(static () => new EventCatalog(
            new EventDefinition<BuildFinished>("app.build", AppJson.Default.BuildFinished),
            new EventDefinition<BuildBroken>("app.build", AppJson.Default.BuildBroken)));
        Assert.All(
            ["app.build", "BuildFinished", "BuildBroken"], part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Constructor_TwoNamesForOnePayload_IsRefused()
    {
        var exception = Assert.Throws<ArgumentException>(static () => new EventCatalog(
            new EventDefinition<BuildBroken>("app.one", AppJson.Default.BuildBroken),
            new EventDefinition<BuildBroken>("app.two", AppJson.Default.BuildBroken)));
        Assert.All(["app.one", "app.two", "BuildBroken"], part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Constructor_NameOfRepoTickets_IsRefused() => Assert.Throws<ArgumentException>(
        static () => new EventCatalog(new EventDefinition<BuildBroken>(EventTypes.TicketCreated, AppJson.Default.BuildBroken)));

    [Fact]
    public void Constructor_SamePairAgain_IsTheFirst()
    {
        var first = new EventDefinition<BuildBroken>("app.one", AppJson.Default.BuildBroken);
        var catalog = new EventCatalog(first, new EventDefinition<BuildBroken>("app.one", AppJson.Default.BuildBroken));
        Assert.Same(first, catalog.Get<BuildBroken>());
    }

    [Fact]
    public void Get_PayloadWithoutDefinition_SaysHowToAddOne()
    {
        Assert.Contains(
            "AddEventType", Assert.Throws<ArgumentException>(static () => EventCatalog.Default.Get<BuildBroken>()).Message,
            StringComparison.Ordinal);
        Assert.Equal(EventTypes.TicketClosed, EventCatalog.Default.Get<TicketClosed>().Type);
        Assert.False(EventCatalog.Default.TryGet<BuildBroken>(out _));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("a.b-c.d_9", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData(".a", false)]
    [InlineData("a.", false)]
    [InlineData("a..b", false)]
    [InlineData("A", false)]
    [InlineData("a b", false)]
    [InlineData("a*", false)]
    [InlineData("é", false)]
    public void IsWellFormed_Name_IsJudged(string? type, bool expected) => Assert.Equal(expected, EventTypes.IsWellFormed(type));

    [Fact]
    public void IsWellFormed_Length_IsBounded() =>
        Assert.Equal((true, false), (EventTypes.IsWellFormed(new string('a', 128)), EventTypes.IsWellFormed(new string('a', 129))));

    [Fact]
    public void AddEventType_Twice_AddsOneAndConflictsAreSeenByTheCatalog()
    {
        var services = new ServiceCollection();
        services.AddRepoTickets(static tickets => tickets
            .AddEventType("app.build.finished", AppJson.Default.BuildFinished)
            .AddEventType("app.build.finished", AppJson.Default.BuildFinished)
            .AddEventType("app.build.broken", AppJson.Default.BuildBroken));
        using var provider = services.BuildServiceProvider();
        var definitions = provider.GetServices<EventDefinition>().ToList();
        Assert.Equal(2, definitions.Count);
        Assert.True(new EventCatalog(definitions).TryGet(typeof(BuildFinished), out var definition));
        Assert.Equal("app.build.finished", definition.Type);
        services.AddRepoTickets(static tickets => tickets.AddEventType("app.build.other", AppJson.Default.BuildFinished));
        using var conflicting = services.BuildServiceProvider();
        Assert.Throws<ArgumentException>(() => new EventCatalog(conflicting.GetServices<EventDefinition>()));
        Assert.Throws<ArgumentException>(
            () => services.AddRepoTickets(static tickets => tickets.AddEventType("No Name", AppJson.Default.BuildBroken)));
    }
}
