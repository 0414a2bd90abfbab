using RepoTickets.LogTriage.Grouping.Learning;

namespace RepoTickets.LogTriage.Tests.Grouping.Learning;

public sealed class PatternTableTests
{
    [Fact]
    public void Get_MoreThanThereIsRoomFor_KeepsWhatWasAskedForAndForgetsTheRest()
    {
        var table = new PatternTable(capacity: 4);
        table.Get(1).Weight = 7;
        table.Get(2).Weight = 5;
        table.Get(3);
        Assert.Equal(7, table.Get(1).Weight);
        table.Get(4);

        Assert.Equal(7, table.Get(1).Weight);
        Assert.Equal(0, table.Get(2).Weight);
        Assert.InRange(table.Count, 1, 4);
    }
}
