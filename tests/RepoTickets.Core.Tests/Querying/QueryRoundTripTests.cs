namespace RepoTickets.Core.Tests.Querying;

public class QueryRoundTripTests
{
    [Fact]
    public void ToString_OfAnyFilter_ParsesBackToAnEqualFilter()
    {
        var seed = Random.Shared.Next();
        var filters = new RandomFilters(seed);
        var compared = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var filter = filters.Next(depth: 3);
            var text = filter.ToString();
            if (text.Length > TicketQuery.MaximumLength - 20)
            {
                continue;
            }

            compared++;
            Assert.True(TicketQuery.TryParse(text, out var query, out var error), $"seed {seed}: {text}: {error?.Message}");
            Assert.True(filter == query.Filter, $"seed {seed}: {text} became {query.Filter}");
            Assert.Equal(filter.GetHashCode(), query.Filter.GetHashCode());
        }

        Assert.True(compared > 19_000, $"seed {seed}: only {compared} filters were short enough");
    }

    [Fact]
    public void ToString_OfAnyQuery_ParsesBackToAnEqualQuery()
    {
        var seed = Random.Shared.Next();
        var filters = new RandomFilters(seed);
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var query = new TicketQuery
            {
                Filter = filters.Next(depth: 2),
                Order = (TicketOrder)random.Next(5),
                Skip = random.Next(2) * 7,
                Take = random.Next(3) * 50,
                CountAll = random.Next(2) == 0,
            };
            Assert.True(query == TicketQuery.Parse(query.ToString()), $"seed {seed}: {query}");
        }
    }

    [Fact]
    public void ToString_OfTheDeepestTree_ParsesBack()
    {
        var filter = TicketFilter.Label("x");
        while (filter.Depth < TicketFilter.MaximumDepth)
        {
            filter = filter.Depth % 3 == 0 ? !filter : filter.Depth % 3 == 1 ? filter & TicketFilter.Open : filter | TicketFilter.NoLabel;
        }

        Assert.Equal(filter, TicketQuery.Parse(filter.ToString()).Filter);
        Assert.Equal(filter, TicketQuery.Parse(new TicketQuery { Filter = filter }.ToString()).Filter);
        Assert.Throws<ArgumentException>(() => !filter);
    }
}
