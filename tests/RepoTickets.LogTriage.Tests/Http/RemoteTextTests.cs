using System.Text;
using System.Text.Json;
using RepoTickets.LogTriage.Datadog;
using RepoTickets.LogTriage.Http;
using RepoTickets.LogTriage.Jira;

namespace RepoTickets.LogTriage.Tests.Http;

public sealed class RemoteTextTests
{
    [Theory]
    [InlineData("""{"a":"x\ud83cy"}""", "x\uFFFDy")]
    [InlineData("""{"a":"\udf89"}""", "\uFFFD")]
    [InlineData("""{"a":"\uD83C\uDF89"}""", "🎉")]
    [InlineData("""{"a":"\ud83c\ud83c\udf89"}""", "\uFFFD🎉")]
    [InlineData("""{"a":"\\ud83c"}""", "\\ud83c")]
    [InlineData("""{"a":"\\\ud83c"}""", "\\\uFFFD")]
    [InlineData("""{"a":"é🎉"}""", "é🎉")]
    public void Parse_HalfOfASurrogatePair_BecomesAReplacementCharacter(string json, string expected)
    {
        using var document = RemoteText.Parse(Encoding.UTF8.GetBytes(json), maximumDepth: 8);
        Assert.Equal(expected, document.RootElement.GetProperty("a").GetString());
    }

    [Fact]
    public void Parse_BytesThatAreNoUtf8_BecomeReplacementCharacters()
    {
        using var document = RemoteText.Parse([.. "{\"a\":\""u8, 0xFE, .. "\\n\"}"u8], maximumDepth: 8);
        Assert.Equal("\uFFFD\n", document.RootElement.GetProperty("a").GetString());
    }

    [Theory]
    [InlineData("{\"a\":\"\\u12\"}")]
    [InlineData("{\"a\":\"\\")]
    [InlineData("{\"a\":")]
    public void Parse_NoJson_SaysSo(string json) =>
        Assert.ThrowsAny<JsonException>(() => RemoteText.Parse(Encoding.UTF8.GetBytes(json), maximumDepth: 8));

    [Fact]
    public void Read_RecordOfDatadogWithHalfACharacter_IsRead()
    {
        using var document = RemoteText.Parse(
            """{"id":"\ud800","attributes":{"message":"cut \ud83c","service":"\udc00","tags":["env:\ud800"],"attributes":{"\ud800":{"a":"\ud800"}}}}"""u8
                .ToArray(), 128);
        Assert.Null(DatadogRecord.Read(document.RootElement, "shop", out var entry));
        Assert.Equal("cut \uFFFD", entry!.Message);
    }

    [Fact]
    public void ReadPage_IssueWithHalfACharacter_IsRead()
    {
        using var document = RemoteText.Parse(
            """{"issues":[{"key":"OPS-1","fields":{"summary":"cut \ud83c","labels":["\ud800"],"description":{"type":"text","text":"\udc00"}}}]}"""u8
                .ToArray(), 128);
        var issues = new List<JiraIssue>();
        Assert.Null(JiraIssue.ReadPage(document.RootElement, issues, "jira"));
        Assert.Equal(("OPS-1", "cut \uFFFD", "\uFFFD"), (issues[0].Key, issues[0].Summary, issues[0].Description));
    }
}
