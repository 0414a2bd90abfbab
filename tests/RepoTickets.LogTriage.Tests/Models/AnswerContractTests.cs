using System.Diagnostics;
using RepoTickets.LogTriage.Models;

namespace RepoTickets.LogTriage.Tests.Models;

public sealed class AnswerContractTests
{
    private const string Good =
        """{"error_type":"db-down","create_ticket":true,"ticket_title":"Fix it","ticket_description":"## Why","severity":"high"}""";

    public static TheoryData<string> Usable =>
    [
        Good,
        $"```json\n{Good}\n```",
        $"```\n{Good}\n```",
        $"Sure! Here is the JSON you {{asked}} for:\n{Good}\nHope it helps.",
        $"{{\"result\":{Good}}}",
        $"{{\"note\":\"other\"}}\n{Good}",
        Good.Replace("\"high\"", "\"HIGH\"", StringComparison.Ordinal),
        Good.Replace("}", ",}", StringComparison.Ordinal),
        Good.Replace("db-down", "DB_Down", StringComparison.Ordinal),
        Good.Replace("}", ",\"jira_response_key\":\"FAKE-1\",\"run_config\":{\"cap\":9}}", StringComparison.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Usable))]
    public void Read_AnswerInAnyWrapping_IsRead(string text)
    {
        Assert.Null(AnswerContract.Read(text, out var analysis));
        Assert.Equal(
            new LogAnalysis
            {
                ErrorType = "db-down", CreateTicket =
                    true, Title = "Fix it", Description = "## Why", Severity = FaultSeverity.High, Method = "model",
            },
            analysis);
    }

    [Theory]
    [InlineData("""{"\ud847x":true}""")]
    [InlineData("""{"\ud847x":true,"error_type":"a","b":1}""")]
    public void Read_NameWithHalfASurrogatePair_IsRefused(string text)
    {
        Assert.NotNull(AnswerContract.Read(text, out var analysis));
        Assert.Null(analysis);
    }

    [Theory]
    [InlineData("\"create_ticket\":true", "\"create_ticket\":\"false\"")]
    [InlineData("\"create_ticket\":true", "\"create_ticket\":1")]
    [InlineData("\"create_ticket\":true,", "")]
    [InlineData("\"severity\":\"high\"", "\"severity\":\"critical\"")]
    [InlineData("\"severity\":\"high\"", "\"severity\":2")]
    [InlineData("\"severity\":\"high\"", "\"severity\":null")]
    [InlineData("\"Fix it\"", "\" \\n\"")]
    [InlineData("\"Fix it\"", "[\"Fix it\"]")]
    [InlineData("\"## Why\"", "\"\"")]
    [InlineData("\"db-down\"", "\"!!!\"")]
    [InlineData("\"db-down\"", "\"数据库\"")]
    [InlineData("\"db-down\"", "\"\\ud800\"")]
    [InlineData("{", "{\"severity\":\"low\",")]
    [InlineData("{", "[")]
    [InlineData("}", "")]
    public void Read_AnswerThatBreaksTheContract_IsRefusedWithAReason(string old, string replacement)
    {
        var problem = AnswerContract.Read(Good.Replace(old, replacement, StringComparison.Ordinal), out var analysis);
        Assert.False(string.IsNullOrEmpty(problem));
        Assert.Null(analysis);
    }

    [Theory]
    [InlineData("")]
    [InlineData("I have no idea.")]
    [InlineData("{}")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"type\":\"object\",\"properties\":{\"error_type\":{\"type\":\"string\"}}}")]
    [InlineData("null")]
    [InlineData("{{{{")]
    [InlineData("}\"{")]
    public void Read_NoAnswer_IsRefusedWithAReason(string text) => Assert.NotNull(AnswerContract.Read(text, out _));

    [Theory]
    [InlineData("line one\nline two")]
    [InlineData("tab\there")]
    [InlineData("C:\\\\temp\\\\\nnext")]
    public void Read_RawControlCharactersInStrings_AreUnderstood(string description)
    {
        Assert.Null(AnswerContract.Read(Good.Replace("## Why", description, StringComparison.Ordinal), out var analysis));
        Assert.Equal(description.Replace("\\\\", "\\", StringComparison.Ordinal), analysis!.Description);
    }

    [Fact]
    public void Read_OverlongTexts_AreCut()
    {
        var text = Good.Replace("Fix it", new string('t', 5_000), StringComparison.Ordinal)
            .Replace("## Why", new string('d', 50_000), StringComparison.Ordinal)
            .Replace("db-down", new string('e', 500), StringComparison.Ordinal);
        Assert.Null(AnswerContract.Read(text, out var analysis));
        Assert.True(AnswerContract.IsValid(analysis!));
        Assert.Equal((255, 16_000, 60), (analysis!.Title.Length, analysis.Description.Length, analysis.ErrorType.Length));
    }

    [Fact]
    public void Read_TitleWithLineEndsAndDirectionMarks_IsOneHarmlessLine()
    {
        Assert.Null(AnswerContract.Read(Good.Replace("Fix it", "Fix\\r\\nit \\u202Enow", StringComparison.Ordinal), out var analysis));
        Assert.Equal("Fix it \\u202Enow", analysis!.Title);
    }

    [Theory]
    [InlineData("I'm sorry, but I can't help with that.", true)]
    [InlineData("I cannot assist.", true)]
    [InlineData("I'm sorry for the delay: {\"error_type\":1}", false)]
    [InlineData(Good, false)]
    public void IsRefusal_Text_IsRecognised(string text, bool expected) => Assert.Equal(expected, AnswerContract.IsRefusal(text));

    [Theory]
    [InlineData("{")]
    [InlineData("{\"")]
    [InlineData("{}")]
    [InlineData("{\"a\":\"\\")]
    public void Read_HostileRepeats_TakesBoundedTime(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        var watch = Stopwatch.StartNew();
        Assert.NotNull(AnswerContract.Read(text, out _));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Read_AnswersOfAnEnemy_AreValidJudgementsOrNone()
    {
        string[] values =
        [
            "true", "\"true\"", "1", "null", "[]", "{}", "\"high\"", "\"HIGH \"", "\"../../etc/passwd\"", "\"a\\u0000b\"", "\"\\u202Ex\"",
            "\"x\\r\\ny\"",
            "\"OPS-1\\\" OR project = X\"", "\"" + new string('z', 70_000) + "\"", "\"\\ud83d\"", "1e999", "\"<script>\"", "\"\"", "\" \"",
            "\"low\"", "false",
        ];
        string[] keys =
        [
            "error_type", "create_ticket", "ticket_title", "ticket_description", "severity", "run_config", "key", "Severity", "method",
        ];
        var valid = 0;
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var pairs = keys.Where(_ => random.Next(12) > 0).Select(
                key => $"\"{key}\":{(random.Next(3) > 0 ? Sensible(key) : values[random.Next(values.Length)])}");
            var text = "{" + string.Join(',', pairs.OrderBy(_ => random.Next())) + "}";
            if (AnswerContract.Read(text, out var analysis) is null)
            {
                valid++;
                Assert.True(AnswerContract.IsValid(analysis!) && analysis!.Method == "model", $"seed {seed}: {text}");
            }
            else
            {
                Assert.True(analysis is null, $"seed {seed}");
            }
        }

        Assert.InRange(valid, 300, 4_700);
    }

    private static string Sensible(string key) => key switch
    {
        "create_ticket" => "true",
        "severity" => "\"low\"",
        _ => "\"text\"",
    };
}
