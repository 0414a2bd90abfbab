using RepoTickets.Benchmarks.Soak;
using RepoTickets.Storage.Worker;

namespace RepoTickets.Benchmarks.Tests.Soak;

public sealed class SlotLedgerTests
{
    private readonly SoakFindings _findings = new();
    private readonly SlotLedger _ledger;

    public SlotLedgerTests() => _ledger = new(1, _findings);

    [Fact]
    public void Meet_EverythingAcknowledgedIsThere_FindsNothing()
    {
        Do("TRY 7 +=Open,+=Closed", "ACK 7 T-1=Open,T-2=Closed");
        _ledger.Meet(Found(("T-1", 7, ChurnState.Open), ("T-2", 7, ChurnState.Closed)));
        Assert.Equal((0, 1L, 2L), (_findings.Count, _ledger.Acknowledged, _ledger.Documents));
    }

    [Theory]
    [InlineData("T-1", 6, ChurnState.Open)]
    [InlineData("T-1", 7, ChurnState.Closed)]
    [InlineData("T-9", 7, ChurnState.Open)]
    public void Meet_AcknowledgedChangeLostOrUnknownTicket_IsFound(string id, long stamp, object state)
    {
        Do("TRY 7 +=Open", "ACK 7 T-1=Open");
        _ledger.Meet(Found((id, stamp, (ChurnState)state)));
        Assert.NotEqual(0, _findings.Count);
    }

    [Fact]
    public void Meet_StepUnderWayIsThereWhole_IsTakenForDone()
    {
        Do("TRY 7 +=Open", "ACK 7 T-1=Open", "TRY 8 T-1=Deleted,+=Open");
        _ledger.Meet(Found(("T-2", 8, ChurnState.Open)));
        Assert.Equal((0, 1, 0), (_findings.Count, _ledger.FoundDone, _ledger.FoundUndone));
    }

    [Fact]
    public void Meet_StepUnderWayIsNotThere_IsTakenForNotDone()
    {
        Do("TRY 7 +=Open", "ACK 7 T-1=Open", "TRY 8 T-1=Closed,+=Open");
        _ledger.Meet(Found(("T-1", 7, ChurnState.Open)));
        Assert.Equal((0, 0, 1), (_findings.Count, _ledger.FoundDone, _ledger.FoundUndone));
    }

    [Fact]
    public void Meet_StepUnderWayIsThereByHalf_IsFound()
    {
        Do("TRY 7 +=Open", "ACK 7 T-1=Open", "TRY 8 T-1=Closed,+=Open");
        _ledger.Meet(Found(("T-1", 8, ChurnState.Closed)));
        Assert.NotEqual(0, _findings.Count);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void CounterMeet_OneUnderWay_AllowsItAndNoOther(long value, bool isFinding)
    {
        var counters = new CounterLedger();
        for (var i = 0; i < 2; i++)
        {
            counters.Begin("T-1");
            counters.Count("T-1");
        }

        counters.Begin("T-1");
        counters.Begin("T-1");
        counters.Lose("T-1");
        counters.Meet("T-1", value, _findings);
        Assert.Equal(isFinding, _findings.Count > 0);
    }

    private static Dictionary<string, SoakMark> Found(params (string Id, long Stamp, ChurnState State)[] tickets) =>
        tickets.ToDictionary(static ticket => ticket.Id, static ticket => new SoakMark(ticket.Stamp, ticket.State), StringComparer.Ordinal);

    private void Do(params string[] lines)
    {
        foreach (var words in lines.Select(static line => line.Split(' ')))
        {
            if (words[0] == "TRY")
            {
                _ledger.Try(words);
            }
            else
            {
                _ledger.Acknowledge(words);
            }
        }
    }
}
