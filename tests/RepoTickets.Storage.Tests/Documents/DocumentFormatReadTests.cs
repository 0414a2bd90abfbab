using System.Text;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Tests.Documents;

public sealed class DocumentFormatReadTests
{
    private const string Minimal = "id: A-1\ntitle: t\n";

    [Fact]
    public void Read_OnlyRequiredKeys_TakesDefaults()
    {
        Assert.Equal(new Ticket { Id = TicketId.Parse("A-1"), Title = "t" }, Formats.ReadTicket(Minimal));
    }

    [Theory]
    [InlineData("title: 1.0", "1.0")]
    [InlineData("title: no", "no")]
    [InlineData("title: 61e83410", "61e83410")]
    [InlineData("title: 2024-01-01", "2024-01-01")]
    [InlineData("title: 'null'", "null")]
    public void Read_TextsThatLookLikeOtherThings_StayText(string line, string title)
    {
        Assert.Equal(title, Formats.ReadTicket($"id: A-1\n{line}\n").Title);
    }

    [Fact]
    public void Read_LabelsThatYamlWouldType_StayText()
    {
        Assert.Equal(
            ["no", "1.0", "null", "12e4567", "0o17"], Formats.ReadTicket(Minimal + "labels: [no, 1.0, null, 12e4567, 0o17]\n").Labels);
    }

    [Fact]
    public void Read_NullsWhereListsBelong_AreEmptyLists()
    {
        var ticket = Formats.ReadTicket(Minimal + "labels:\ncomments: null\nblocked_by: ~\ndescription: null\nstatus:\n");
        Assert.Equal(new Ticket { Id = TicketId.Parse("A-1"), Title = "t" }, ticket);
    }

    [Theory]
    [InlineData("'2025-03-01T12:00:00'", "2025-03-01T12:00:00.0000000Z")]
    [InlineData("2025-03-01T12:00:00", "2025-03-01T12:00:00.0000000Z")]
    [InlineData("2025-03-01 12:00:00", "2025-03-01T12:00:00.0000000Z")]
    [InlineData("2025-03-01", "2025-03-01T00:00:00.0000000Z")]
    [InlineData("2025-03-01T12:00:00.5", "2025-03-01T12:00:00.5000000Z")]
    [InlineData("2025-03-01T12:00:00.123", "2025-03-01T12:00:00.1230000Z")]
    [InlineData("2025-03-01T12:00:00.123456", "2025-03-01T12:00:00.1234560Z")]
    [InlineData("2025-03-01T12:00:00.1234567", "2025-03-01T12:00:00.1234560Z")]
    [InlineData("2025-03-01T12:00:00Z", "2025-03-01T12:00:00.0000000Z")]
    [InlineData("2025-03-01T12:00:00+02:00", "2025-03-01T10:00:00.0000000Z")]
    [InlineData("2025-03-01 12:00:00 -5", "2025-03-01T17:00:00.0000000Z")]
    [InlineData("2025-03-01T12:00:00+0530", "2025-03-01T06:30:00.0000000Z")]
    public void Read_FormsOfTimes_AreTheInstantTheyMean(string text, string utc)
    {
        Assert.Equal(utc, Formats.ReadTicket(Minimal + $"created_at: {text}\n").CreatedAt.UtcDateTime.ToString("O"));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2025-02-30T00:00:00")]
    [InlineData("2025-03-01T24:00:00")]
    [InlineData("2025-03-01T12:00:60")]
    [InlineData("2025-03-01T12:00:00.")]
    [InlineData("2025-03-01T12:00:00+99:00")]
    [InlineData("2025-03-01T12:00:00 x")]
    [InlineData("0000-01-01")]
    [InlineData("'٢٠٢٥-03-01'")]
    public void Read_WhatIsNoTime_IsAFaultWithItsPlace(string text)
    {
        var fault = Formats.Fault(DocumentKind.Ticket, Minimal + $"created_at: {text}\n");
        Assert.Equal((FaultReason.Content, 3, 13), (fault.Reason, fault.Line, fault.Column));
        Assert.Contains("created_at", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:01")]
    [InlineData("9999-12-31T23:59:59.999999")]
    public void Read_TheEndsOfTheCalendar_DoNotOverflow(string text)
    {
        foreach (var zone in (string[])["Pacific/Kiritimati", "Pacific/Midway", "UTC"])
        {
            var format = new DocumentFormat(TimeZoneInfo.FindSystemTimeZoneById(zone), TextLimits.Default);
            var ticket = Formats.ReadTicket(Minimal + $"created_at: {text}\n", format: format);
            Assert.NotEmpty(format.Create(ticket));
        }
    }

    [Fact]
    public void Read_LocalTimes_FollowTheZoneAndItsChanges()
    {
        Assert.Equal("2025-01-15T11:00:00", Utc("2025-01-15T12:00:00"));
        Assert.Equal("2025-07-15T10:00:00", Utc("2025-07-15T12:00:00"));
        Assert.Equal("2025-03-30T01:30:00", Utc("2025-03-30T02:30:00"));
        Assert.Equal("2025-10-26T00:30:00", Utc("2025-10-26T02:30:00"));

        static string Utc(string local) =>
            Formats.ReadTicket(Minimal + $"created_at: '{local}'\n", format: Formats.Berlin).CreatedAt.UtcDateTime.ToString("s");
    }

    [Fact]
    public void Create_InAZone_WritesItsLocalTime()
    {
        var ticket = new Ticket { Id = TicketId.Parse("A-1"), Title = "t", CreatedAt = new(2025, 7, 15, 10, 0, 0, 0, 500, TimeSpan.Zero) };
        Assert.Contains(
            "created_at: '2025-07-15T12:00:00.000500'", Encoding.UTF8.GetString(Formats.Berlin.Create(ticket)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id: A-1\n", "title")]
    [InlineData("title: t\n", "id")]
    [InlineData("id: A-1\ntitle: null\n", "title")]
    [InlineData("id: A-1\ntitle: [x]\n", "title")]
    [InlineData(Minimal + "labels: x\n", "labels")]
    [InlineData(Minimal + "labels: [[x]]\n", "labels[0]")]
    [InlineData(Minimal + "comments: {a: b}\n", "comments")]
    [InlineData(Minimal + "comments: [x]\n", "comments[0]")]
    [InlineData(Minimal + "comments:\n- id: '1'\n  author: a\n  email: e\n  content: c\n", "comments[0].created_at")]
    [InlineData(Minimal + "story_points: many\n", "story_points")]
    [InlineData(Minimal + "story_points: 99999999999\n", "story_points")]
    [InlineData(Minimal + "story_points: 1.5\n", "story_points")]
    [InlineData(Minimal + "estimated_hours: .nan\n", "estimated_hours")]
    [InlineData(Minimal + "acceptance_criteria_met: maybe\n", "acceptance_criteria_met")]
    [InlineData(Minimal + "status: Open\n", "status")]
    [InlineData(Minimal + "priority: 'very high'\n", "priority")]
    public void Read_WrongContent_IsAFaultThatNamesTheField(string body, string field)
    {
        var fault = Formats.Fault(DocumentKind.Ticket, body);
        Assert.Equal(FaultReason.Content, fault.Reason);
        Assert.StartsWith(field + ":", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.Line > 0 && fault.Column > 0);
        Assert.Equal(new DocumentKey(DocumentKind.Ticket, "A-1"), fault.Key);
    }

    [Fact]
    public void Read_UnknownMemberOfASet_NamesTheAllowedOnes()
    {
        var fault = Formats.Fault(DocumentKind.Epic, "id: A-1\ntitle: t\nstatus: done\n");
        Assert.Contains("draft, active, completed, cancelled", fault.Message, StringComparison.Ordinal);
        Assert.Equal((3, 9), (fault.Line, fault.Column));
    }

    [Fact]
    public void Read_AnotherIdentifierInside_IsAFault()
    {
        var fault = Formats.Fault(DocumentKind.Ticket, "title: t\nid: B-1\n");
        Assert.Equal((FaultReason.Identifier, 2), (fault.Reason, fault.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("id: A-1\ntitle: 'torn")]
    [InlineData("id: A-1\nid: A-1\ntitle: t\n")]
    [InlineData("<<<<<<< HEAD\nid: A-1\n=======\nid: A-2\n>>>>>>> x\n")]
    public void Read_WhatIsNoDocument_IsAFault(string body) =>
        Assert.NotEqual(FaultReason.Content, Formats.Fault(DocumentKind.Ticket, body).Reason);

    [Fact]
    public void Read_NumbersInOtherSpellings_AreNumbers()
    {
        var ticket = Formats.ReadTicket(
            Minimal + "estimated_hours: '8'\nstory_points: 5.0\nacceptance_criteria_met: Yes\ntest_coverage_percentage: 1.0e+1\n");
        Assert.Equal(
            (8.0, 5, true, 10.0), (ticket.EstimatedHours, ticket.StoryPoints, ticket.AcceptanceCriteriaMet, ticket.TestCoveragePercentage));
    }

    [Fact]
    public void Read_DeepFreeForm_IsAFaultAndNotACrash()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 28)) + "1" + new string('}', 28);
        var fault = Formats.Fault(
            DocumentKind.AgentTask,
            $$"""{"id":"A-1","ticket_id":"T-1","agent_id":"G","task_type":"code","description":"d","context":{{deep}}}""");
        Assert.StartsWith("context:", fault.Message, StringComparison.Ordinal);
    }
}
