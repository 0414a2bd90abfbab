using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Tests.Grouping;

public sealed class LogGrouperTests
{
    private const string Trace = "X.YException: a\n\tat com.shop.A.run(A.java:1)";

    private readonly ILogGroupRegistry _grouper = LogGrouping.Create();

    [Fact]
    public void Assign_OfTheSameFault_GivesOneGroupThatIsNewOnce()
    {
        var first = _grouper.Assign(Entry("Order 17 failed"));
        var second = _grouper.Assign(Entry("Order 18 failed"));
        Assert.True(first.IsNew);
        Assert.False(second.IsNew);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(GroupEvidence.Message, first.Evidence);
        Assert.Equal(1, _grouper.Count);
    }

    [Fact]
    public void Assign_WithStrongerEvidence_PrefersIt()
    {
        var entry = Entry("Order 17 failed") with { StackTrace = Trace, Template = "Order {Id} failed", Fingerprint = "orders" };
        Assert.Equal(GroupEvidence.Fingerprint, _grouper.Assign(entry).Evidence);
        Assert.Equal(GroupEvidence.Template, _grouper.Assign(entry with { Fingerprint = null }).Evidence);
        Assert.Equal(GroupEvidence.StackTrace, _grouper.Assign(entry with { Fingerprint = null, Template = null }).Evidence);
        Assert.Equal(
            GroupEvidence.Message, _grouper.Assign(entry with { Fingerprint = null, Template = null, StackTrace = "no frames" }).Evidence);
    }

    [Fact]
    public void Assign_OfOneTemplateWithTwoExceptions_GivesTwoGroups() => Assert.NotEqual(
        _grouper.Assign(Entry("failed") with { Template = "Request failed", ExceptionType = "A.BException" }).Id,
        _grouper.Assign(Entry("failed") with { Template = "Request failed", ExceptionType = "A.CException" }).Id);

    [Fact]
    public void Assign_AcrossServicesAndBetweenErrorsAndOthers_NeverMerges()
    {
        var error = _grouper.Assign(Entry("Pool empty") with { Service = "a" }).Id;
        Assert.NotEqual(error, _grouper.Assign(Entry("Pool empty") with { Service = "b" }).Id);
        Assert.NotEqual(error, _grouper.Assign(Entry("Pool empty") with { Service = "a", Level = LogLevel.Warning }).Id);
        Assert.Equal(error, _grouper.Assign(Entry("Pool empty") with { Service = "a", Level = LogLevel.Critical }).Id);
    }

    [Fact]
    public void Assign_OfAMessageThatEqualsAFingerprint_IsAnotherGroup() =>
        Assert.NotEqual(_grouper.Assign(Entry("orders")).Id, _grouper.Assign(Entry("x") with { Fingerprint = "orders" }).Id);

    [Fact]
    public void Assign_OfAKnownRecord_AllocatesNothing()
    {
        LogEntry[] entries =
        [
            Entry("Order 17 failed for user 'bob' at 10.0.0.1"), Entry("x") with { StackTrace = Trace },
            Entry("x") with { Template = "T {A}" },
        ];
        foreach (var entry in entries)
        {
            _grouper.Assign(entry);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var index = 0; index < 1_000; index++)
        {
            _grouper.Assign(entries[index % entries.Length]);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Explain_OfARecord_SaysKeySlotsAndGroupWithoutLearning()
    {
        var unknown = _grouper.Explain(Entry("Order 17 failed"));
        Assert.True(unknown.Id.IsNone);
        Assert.Equal(0, _grouper.Count);
        var assigned = _grouper.Assign(Entry("Order 17 failed"));
        var known = _grouper.Explain(Entry("Order 18 failed"));
        Assert.Equal(assigned.Id, known.Id);
        Assert.Equal("Order * failed", known.Key);
        Assert.Equal(["18"], known.Slots);
        Assert.Equal(2, known.AlgorithmVersion);
    }

    [Fact]
    public void Explain_AfterAMerge_NamesTheWayToTheGroup()
    {
        var older = _grouper.Assign(Entry("Pool empty")).Id;
        var younger = _grouper.Assign(Entry("Pool is empty now")).Id;
        _grouper.Merge(younger, older);
        var explanation = _grouper.Explain(Entry("Pool is empty now"));
        Assert.Equal(older, explanation.Id);
        Assert.Equal([younger], explanation.Aliases);
    }

    [Fact]
    public void Assign_OfTheSameRecordsInTheSameOrder_IsDeterministic()
    {
        using var other = LogGrouping.Create();
        foreach (var message in RandomLog.Make(2_000, seed: 5))
        {
            Assert.Equal(_grouper.Assign(Entry(message)), other.Assign(Entry(message)));
        }
    }

    [Fact]
    public async Task Assign_FromManyThreads_NeverGivesOneFormTwoGroups()
    {
        var messages = RandomLog.Make(4_000, seed: 9);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            foreach (var message in messages)
            {
                _grouper.Assign(Entry(message));
            }
        })));
        using var alone = LogGrouping.Create();
        foreach (var message in messages)
        {
            alone.Assign(Entry(message));
        }

        Assert.Equal(alone.Count, _grouper.Count);
        var sets = messages.GroupBy(message => _grouper.Resolve(_grouper.Assign(Entry(message)).Id))
            .Select(group => group.Order().First())
            .Order();
        var expected = messages.GroupBy(message => alone.Resolve(alone.Assign(Entry(message)).Id))
            .Select(group => group.Order().First())
            .Order();
        Assert.Equal(expected, sets);
    }

    [Theory]
    [InlineData("MaximumGroups", 99)]
    [InlineData("MaximumTextBytes", 0)]
    [InlineData("Frames", 11)]
    [InlineData("MaximumServices", 0)]
    public void Create_WithAnOptionOutOfRange_NamesIt(string name, int value)
    {
        var options = new LogGrouperOptions();
        typeof(LogGrouperOptions).GetProperty(name)!.SetValue(options, value);
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => LogGrouping.Create(options));
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    internal static LogEntry Entry(string message) => new() { Message = message, Service = "shop" };

    [Theory]
    [InlineData("5 eadbeef,7")]
    [InlineData("a  to :  b")]
    [InlineData(" : = ")]
    [InlineData("\"ter\"deadbef\"\"")]
    [InlineData("7ken=eadbeef 5")]
    [InlineData("ter2{deadbee\u0016deadbee")]
    public void Assign_OddBlanksAndMarks_GivesAGroup(string message)
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.False(_grouper.Assign(new LogEntry { Message = message }).Id.IsNone);
        }
    }
}
