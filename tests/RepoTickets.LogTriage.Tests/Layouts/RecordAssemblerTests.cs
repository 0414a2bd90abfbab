using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Layouts;

namespace RepoTickets.LogTriage.Tests.Layouts;

public sealed class RecordAssemblerTests
{
    [Fact]
    public void Add_OfATraceOfJava_JoinsItToItsRecord()
    {
        var records = Join("""
            2026-01-02 03:04:05,678 ERROR [main] com.shop.Orders - Could not save
            java.sql.SQLException: deadlock
            	at com.shop.Store.write(Store.java:18)
            Caused by: java.io.IOException: reset
            	... 2 more
            2026-01-02 03:04:06,000 INFO [main] com.shop.Orders - Going on
            """);
        Assert.Equal(2, records.Count);
        Assert.Equal("Could not save", records[0].Message);
        Assert.Equal("java.sql.SQLException", records[0].ExceptionType);
        Assert.StartsWith("java.sql.SQLException: deadlock\n\tat com.shop", records[0].StackTrace, StringComparison.Ordinal);
        Assert.Equal("com.shop.Orders", records[0].Logger);
        Assert.Equal(LogLevel.Information, records[1].Level);
    }

    [Fact]
    public void Add_OfATraceOfPython_TakesTheLastLineWithIt()
    {
        var records = Join("""
            ERROR:root: cannot save
            Traceback (most recent call last):
              File "/app/a.py", line 1, in run
                save()
            ValueError: bad
            ERROR:root: next
            """);
        Assert.Equal(2, records.Count);
        Assert.Equal("ValueError", records[0].ExceptionType);
        Assert.EndsWith("ValueError: bad", records[0].StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_OfATraceWithoutAHeader_IsARecord()
    {
        var records = Join("""
            System.InvalidOperationException: Sequence contains no elements
               at Shop.Orders.Load() in /src/Orders.cs:line 42
            plain line
            another line
            """);
        Assert.Equal(3, records.Count);
        Assert.Equal("System.InvalidOperationException", records[0].ExceptionType);
        Assert.Contains("Shop.Orders.Load", records[0].StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_OfAMessageBelowItsHeader_TakesItAsTheMessage()
    {
        var record = Assert.Single(Join("2026-01-02 03:04:05 ERROR\n      Could not save\n      more"));
        Assert.Equal("Could not save", record.Message);
        Assert.Equal("      more", record.Detail);
    }

    [Fact]
    public void Add_OfAnEndlessTrace_IsBoundedAndCounted()
    {
        var assembler = new RecordAssembler(FakeTime.AtNoon());
        assembler.Add("2026-01-02 03:04:05 ERROR boom");
        for (var index = 0; index < 100_000; index++)
        {
            Assert.Null(assembler.Add("\tat a.b.C.d(C.java:1)"));
        }

        Assert.True(assembler.Complete()!.StackTrace!.Length <= RecordAssembler.MaximumCharacters);
        Assert.Equal(100_000 - RecordAssembler.MaximumLines, assembler.DroppedLines);
        Assert.Null(assembler.Complete());
    }

    private static List<LogEntry> Join(string text)
    {
        var assembler = new RecordAssembler(FakeTime.AtNoon());
        var records = text.ReplaceLineEndings("\n").Split('\n').Select(assembler.Add).OfType<LogEntry>().ToList();
        if (assembler.Complete() is { } last)
        {
            records.Add(last);
        }

        return records;
    }
}
