namespace RepoTickets.Core.Tests.Querying;

public class QueryParserTests
{
    [Fact]
    public void Parse_TheUsualQuery_GivesEveryCondition()
    {
        var query = TicketQuery.Parse("status:open label:bug priority>=high updated<7d login \"exact words\"");

        var expected = TicketFilter.Status(TicketStatus.Open) & TicketFilter.Label("bug") &
            TicketFilter.Priority(ComparisonOperator.GreaterOrEqual, TicketPriority.High) &
            TicketFilter.UpdatedAge(ComparisonOperator.Less, TimeSpan.FromDays(7)) &
            TicketFilter.Words("login") & TicketFilter.Words("exact words");
        Assert.Equal(new TicketQuery { Filter = expected }, query);
    }

    [Theory]
    [InlineData("", "*")]
    [InlineData("   ", "*")]
    [InlineData("a or b c", "a or b c")]
    [InlineData("(a or b) c", "(a or b) c")]
    [InlineData("a AND b OR NOT c", "a b or -c")]
    [InlineData("not (a b)", "-(a b)")]
    [InlineData("--a", "--a")]
    [InlineData("((a))", "a")]
    [InlineData("STATUS:Open,closed", "status:open,closed")]
    [InlineData("status!=closed", "-status:closed")]
    [InlineData("-label:wontfix", "-label:wontfix")]
    [InlineData("label:None", "label:none")]
    [InlineData("label:\"none\"", "label:\"none\"")]
    [InlineData("assignee:none epic:none", "assignee:none epic:none")]
    [InlineData("id:login-1 epic:auth-1", "id:LOGIN-1 epic:AUTH-1")]
    [InlineData("id:login-*", "id:LOGIN-*")]
    [InlineData("is:open is:closed", "is:open is:closed")]
    [InlineData("log* *ogi*", "log* *ogi*")]
    [InlineData("*\"a b\"* \"a b\"*", "*\"a b\"* \"a b\"*")]
    [InlineData("created:2025-01-01", "created>=2025-01-01T00:00:00Z created<2025-01-02T00:00:00Z")]
    [InlineData("created<=2025-01-01", "created<2025-01-02T00:00:00Z")]
    [InlineData("created>2025-01-01", "created>=2025-01-02T00:00:00Z")]
    [InlineData("created>=2025-01-01", "created>=2025-01-01T00:00:00Z")]
    [InlineData("updated>=2025-01-01T10:00+02:00", "updated>=2025-01-01T08:00:00Z")]
    [InlineData("updated<2w created>90m", "updated<14d created>90m")]
    [InlineData("foo(bar)", "foo bar")]
    [InlineData("\"a\\\"b\\\\c\"", "\"a\\\"b\\\\c\"")]
    [InlineData("10:30", "\"10:30\"")]
    public void Parse_ValidText_MeansTheSameAsItsCanonicalForm(string text, string canonical)
    {
        Assert.Equal(canonical, TicketQuery.Parse(text).Filter.ToString());
    }

    [Fact]
    public void Parse_Settings_SetsTheOtherProperties()
    {
        var query = TicketQuery.Parse("sort:updated bug limit:50 skip:10 count:all");

        Assert.Equal(
            new TicketQuery
            {
                Filter = TicketFilter.Words("bug"),
                Order = TicketOrder.NewestUpdated,
                Take = 50,
                Skip = 10,
                CountAll = true,
            }, query);
    }

    [Theory]
    [InlineData("a colour:red", 2, "There is no field 'colour'. Known: assignee, count, created")]
    [InlineData("label:", 6, "needs a value")]
    [InlineData("label:\"\"", 6, "needs a value")]
    [InlineData("a (b", 2, "not closed")]
    [InlineData("a) b", 1, "closes nothing")]
    [InlineData("a \"b", 2, "not closed")]
    [InlineData("a\"b\"", 1, "Put a space before")]
    [InlineData("\"b\"a", 3, "Put a space after")]
    [InlineData("()", 0, "no condition between")]
    [InlineData("or a", 0, "both sides")]
    [InlineData("a or", 4, "both sides")]
    [InlineData("a or or b", 5, "both sides")]
    [InlineData("a and", 2, "both sides")]
    [InlineData("and a", 0, "both sides")]
    [InlineData("- a", 0, "no condition to negate")]
    [InlineData("not", 0, "no condition to negate")]
    [InlineData("not or", 4, "cannot be negated")]
    [InlineData("priority>=High!", 10, "A priority is")]
    [InlineData("status:open,,closed", 7, "A status is")]
    [InlineData("status>open", 0, "cannot be compared by order")]
    [InlineData("is:blocked", 3, "is:open or is:closed")]
    [InlineData("updated=7d", 8, "Ages are compared")]
    [InlineData("updated<7y", 8, "Write a date")]
    [InlineData("updated<99999999999999999999d", 8, "Write a date")]
    [InlineData("updated<9223372036854775807w", 8, "Write a date")]
    [InlineData("created:9999-12-31", 8, "9999-12-30")]
    [InlineData("created:2025-02-30", 8, "Write a date")]
    [InlineData("id:a_b", 3, "allowed are A-Z")]
    [InlineData("label:bug*", 6, "take a star")]
    [InlineData("a*b", 0, "A star stands")]
    [InlineData("*ab", 0, "A star stands")]
    [InlineData("!!", 0, "no letter and no digit")]
    [InlineData("\"\"", 0, "no text between")]
    [InlineData("limit:-1", 6, "whole number, 0 to 1000000")]
    [InlineData("limit:1000001", 6, "whole number")]
    [InlineData("sort:colour", 5, "sorted by")]
    [InlineData("sort:id sort:id", 8, "twice")]
    [InlineData("(a sort:id)", 3, "outside parentheses")]
    [InlineData("-sort:id", 1, "without 'not'")]
    public void Parse_InvalidText_TellsWhereAndWhatIsRight(string text, int position, string fragment)
    {
        var error = Assert.Throws<QuerySyntaxException>(() => TicketQuery.Parse(text));

        Assert.Equal(position, error.Position);
        Assert.Equal(text, error.Query);
        Assert.Contains(fragment, error.Message, StringComparison.Ordinal);
        Assert.False(TicketQuery.TryParse(text, out _));
    }

    [Theory]
    [InlineData('(')]
    [InlineData('-')]
    [InlineData('"')]
    [InlineData('*')]
    [InlineData('a')]
    [InlineData(' ')]
    public void Parse_OneCharacterRepeated_NeverThrowsAnythingElse(char character)
    {
        foreach (var length in new[] { 1, 64, 65, 4_096, 4_097, 1_000_000 })
        {
            var valid = TicketQuery.TryParse(new string(character, length), out _, out var error);
            Assert.True(valid || error is not null);
            Assert.True(length <= TicketQuery.MaximumLength || !valid);
        }
    }

    [Fact]
    public void Parse_TooManyConditions_IsRefused()
    {
        Assert.Equal(256, TicketQuery.Parse(string.Join(' ', Enumerable.Repeat("a", 256))).Filter.TermCount);
        Assert.Throws<QuerySyntaxException>(() => TicketQuery.Parse(string.Join(' ', Enumerable.Repeat("a", 257))));
        Assert.Throws<QuerySyntaxException>(() => TicketQuery.Parse(string.Join(" or ", Enumerable.Repeat("a", 257))));
    }

    [Fact]
    public void Parse_DeepNesting_IsRefusedAboveSixtyFourLevels()
    {
        Assert.Equal(TicketFilter.Words("a"), TicketQuery.Parse(new string('(', 64) + "a" + new string(')', 64)).Filter);
        Assert.Throws<QuerySyntaxException>(() => TicketQuery.Parse(new string('(', 65) + "a" + new string(')', 65)));
        Assert.Throws<QuerySyntaxException>(
            () => TicketQuery.Parse(string.Concat(Enumerable.Repeat("-(a or ", 40)) + "b" + new string(')', 40)));
    }

    [Fact]
    public void Parse_RandomRubbish_GivesAQueryOrASyntaxError()
    {
        string[] pieces =
        [
            "status", "label", "id", "is", "sort", ":", ">=", "<", "!=", "=", "\"", "(", ")", "-", "*", " ", "or", "and", "not", "a", "\\",
            "7d",
            "2025-01-01", ",", "none", "\0", "\ud800", "\u2028", "é", "limit", "9",
        ];
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 100_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                if (TicketQuery.TryParse(text, out var query, out var error))
                {
                    Assert.Equal(query, TicketQuery.Parse(query.ToString()));
                }
                else
                {
                    Assert.InRange(error.Position, 0, text.Length);
                }
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}: '{text}': {exception}");
            }
        }
    }

    [Fact]
    public void Parse_Null_IsMisuse()
    {
        Assert.Throws<ArgumentNullException>(() => TicketQuery.Parse(null!));
        Assert.False(TicketQuery.TryParse(null, out _, out var error));
        Assert.NotNull(error);
    }
}
