using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RepoTickets.LogTriage.Jira.Adf;
using RepoTickets.LogTriage.Tests.Servers;

namespace RepoTickets.LogTriage.Tests.Jira;

public sealed class AdfTests
{
    [Theory]
    [InlineData("# One", """{"type":"heading","content":[{"type":"text","text":"One"}],"attrs":{"level":1}}""")]
    [InlineData("###### Six ##", """{"type":"heading","content":[{"type":"text","text":"Six"}],"attrs":{"level":6}}""")]
    [InlineData("Title\n===", """{"type":"heading","content":[{"type":"text","text":"Title"}],"attrs":{"level":1}}""")]
    [InlineData("---", """{"type":"rule"}""")]
    [InlineData("a\nb", """{"type":"paragraph","content":[{"type":"text","text":"a"},{"type":"hardBreak"},{"type":"text","text":"b"}]}""")]
    [InlineData(
        "**b** *i* ~~s~~ `c`",
        """{"type":"paragraph","content":[{"type":"text","text":"b","marks":[{"type":"strong"}]},{"type":"text","text":" "},{"type":"text","text":"i","marks":[{"type":"em"}]},{"type":"text","text":" "},{"type":"text","text":"s","marks":[{"type":"strike"}]},{"type":"text","text":" "},{"type":"text","text":"c","marks":[{"type":"code"}]}]}""")]
    [InlineData("***x***", """{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"strong"},{"type":"em"}]}]}""")]
    [InlineData(
        "[a](https://x.org/y?q=1)",
        """{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"link","attrs":{"href":"https://x.org/y?q=1"}}]}]}""")]
    [InlineData(
        "<https://x.org>",
        """{"type":"paragraph","content":[{"type":"text","text":"https://x.org","marks":[{"type":"link","attrs":{"href":"https://x.org"}}]}]}""")]
    [InlineData(
        "(see https://x.org/a_(b).)",
        """{"type":"paragraph","content":[{"type":"text","text":"(see "},{"type":"text","text":"https://x.org/a_(b)","marks":[{"type":"link","attrs":{"href":"https://x.org/a_(b)"}}]},{"type":"text","text":".)"}]}""")]
    [InlineData("```java\nint a;\n```", """{"type":"codeBlock","content":[{"type":"text","text":"int a;"}],"attrs":{"language":"java"}}""")]
    [InlineData("```\n```", """{"type":"codeBlock"}""")]
    [InlineData("    code", """{"type":"codeBlock","content":[{"type":"text","text":"code"}]}""")]
    [InlineData("> q", """{"type":"blockquote","content":[{"type":"paragraph","content":[{"type":"text","text":"q"}]}]}""")]
    [InlineData(
        "3. a\n4. b",
        """{"type":"orderedList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}]},{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"b"}]}]}],"attrs":{"order":3}}""")]
    [InlineData(
        "- a\n  - b\n    - c\n- d",
        """{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]},{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"b"}]},{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"c"}]}]}]}]}]}]},{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"d"}]}]}]}""")]
    [InlineData(
        "|a|b|\n|-|-|\n|1|`x|y`|",
        """{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableHeader","content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}]},{"type":"tableHeader","content":[{"type":"paragraph","content":[{"type":"text","text":"b"}]}]}]},{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"1"}]}]},{"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"x|y","marks":[{"type":"code"}]}]}]}]}]}""")]
    [InlineData(
        "snake_case_name 2*3*4", """{"type":"paragraph","content":[{"type":"text","text":"snake"},{"type":"text","text":"_"}]}""", true)]
    [InlineData("[x](javascript:alert(1))", """{"type":"paragraph","content":[{"type":"text","text":"[x](javascript:alert(1))"}]}""")]
    [InlineData("\\*not\\*", """{"type":"paragraph","content":[{"type":"text","text":"*not*"}]}""")]
    public void Convert_Markdown_GivesTheNodes(string markdown, string block, bool isTextOnly = false)
    {
        var document = MarkdownToAdf.Convert(markdown);
        Assert.Null(FakeAdf.FindProblem(document));
        if (isTextOnly)
        {
            Assert.Equal("snake_case_name", Text(document).Split(' ')[0]);
            return;
        }

        Assert.Equal(JsonNode.Parse(block)!.ToJsonString(), Assert.Single(document["content"]!.AsArray())!.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n\t")]
    [InlineData("**")]
    [InlineData("****")]
    [InlineData("``")]
    [InlineData("#")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData(">")]
    [InlineData("> > > q")]
    [InlineData("> # h\n> ---\n> |a|\n> |-|")]
    [InlineData("- # h\n- > q\n- ---")]
    [InlineData("-\n-\n  -")]
    [InlineData("[]()")]
    [InlineData("![](https://x.org)")]
    [InlineData("```")]
    [InlineData("a\u0000b\u001b[31mc\ud800d")]
    [InlineData("**a `b` c** [`d`](https://x.org)")]
    [InlineData("*a **b* c**")]
    [InlineData("| a |\n| - |")]
    [InlineData("> - a\n>   1. b\n>      ```\n>      c")]
    [InlineData("- a\n\n      code\n\n  after")]
    public void Convert_OddMarkdown_IsADocumentThatJiraTakes(string markdown) =>
        Assert.Null(FakeAdf.FindProblem(MarkdownToAdf.Convert(markdown)));

    [Fact]
    public void Convert_RandomMarkdown_IsAlwaysADocumentThatJiraTakes()
    {
        const string Alphabet = "ab *_~`#-+>|[]()!\\\n\n\n\t1.) <https://x.y>\u0000\u202e";
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var text = new string([.. Enumerable.Range(0, random.Next(200)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            Assert.True(FakeAdf.FindProblem(MarkdownToAdf.Convert(text)) is null, $"seed {seed}: {JsonSerializer.Serialize(text)}");
        }
    }

    [Fact]
    public void Convert_RandomPlainWords_KeepsThemAll()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            string[] frames =
            [
                "# {0}", "- {0}", "  - {0}", "1. {0}", "> {0}", "**{0}**", "`{0}`", "{0}", "[{0}](https://x.org)", "| {0} |",
            ];
            var words = Enumerable.Range(0, 20).Select(i => $"word{i}x").ToList();
            var markdown = string.Join(
                '\n', words.Select(
                    word => string.Format(System.Globalization.CultureInfo.InvariantCulture, frames[random.Next(frames.Length)], word)));
            var text = Text(MarkdownToAdf.Convert(markdown));
            Assert.True(words.TrueForAll(word => text.Contains(word, StringComparison.Ordinal)), $"seed {seed}: {markdown}\n->\n{text}");
        }
    }

    [Theory]
    [InlineData("x", 200_000)]
    [InlineData("**a** ", 40_000)]
    [InlineData("\"\\", 50_000)]
    [InlineData("- item\n", 30_000)]
    [InlineData("😀", 60_000)]
    public void Convert_TooLong_IsCutAndSaysSo(string part, int count)
    {
        var document = MarkdownToAdf.Convert(string.Concat(Enumerable.Repeat(part, count)));
        Assert.Null(FakeAdf.FindProblem(document));
        Assert.EndsWith("longer than the tracker takes.", Text(document), StringComparison.Ordinal);
        Assert.InRange(document.ToJsonString().Length, 15_000, AdfLimits.MaximumDocumentLength);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("**a ")]
    [InlineData("`")]
    [InlineData("[")]
    [InlineData("[a](")]
    [InlineData("> ")]
    [InlineData("- \n  ")]
    [InlineData("_a*")]
    [InlineData("<")]
    [InlineData("https://")]
    [InlineData("|-")]
    [InlineData("\\")]
    [InlineData("  - a\n   ")]
    public void Convert_HostileRepeats_TakesBoundedTime(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        var watch = Stopwatch.StartNew();
        Assert.Null(FakeAdf.FindProblem(MarkdownToAdf.Convert(text)));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Read_EveryKindOfNode_GivesAllText()
    {
        var text = AdfToText.Read(JsonDocument.Parse(
            """
            {"type":"doc","version":1,"content":[
            {"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"Head"}]},
            {"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"outer"}]},
              {"type":"orderedList","attrs":{"order":3},"content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"inner"}]}]}]}]}]},
            {"type":"panel","attrs":{"panelType":"info"},"content":[{"type":"paragraph","content":[{"type":"mention","attrs":{"text":"@you"}},{"type":"hardBreak"},{"type":"emoji","attrs":{"shortName":":x:"}}]}]},
            {"type":"codeBlock","content":[{"type":"text","text":"code();"}]},
            {"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"c1"}]}]},{"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"c2"}]}]}]}]},
            {"type":"expand","attrs":{"title":"More"},"content":[{"type":"paragraph","content":[{"type":"inlineCard","attrs":{"url":"https://x.org"}}]}]},
            {"type":"brandNewNode","content":[{"type":"text","text":"unknown"}]}]}
            """).RootElement, 10_000);
        Assert.Equal(
            "Head\n- outer\n3. inner\n@you\n:x:\ncode();\nc1 | c2 | \nMore\nhttps://x.org\nunknown",
            text.Replace("\n\n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_LongText_IsCutBetweenCharacters()
    {
        var document = MarkdownToAdf.Convert(string.Concat(Enumerable.Repeat("😀", 3_000)));
        var text = AdfToText.Read(JsonDocument.Parse(document.ToJsonString()).RootElement, 1_001);
        Assert.Equal(1_000, text.Length);
        Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Read_PlainDescription_IsGivenAsItIs() =>
        Assert.Equal("plain", AdfToText.Read(JsonDocument.Parse("\"plain\"").RootElement, 100));

    [Fact]
    public void OneLine_DirectionMarksAndLineEnds_AreMadeHarmless()
    {
        Assert.Equal("a b \\u202Ec", AdfText.OneLine("  a\r\nb \u202ec\u0000".TrimEnd('\u0000'), 100));
        Assert.Equal(50, AdfText.OneLine(new string('x', 300), 50).Length);
    }

    private static string Text(JsonObject document) => AdfToText.Read(JsonDocument.Parse(document.ToJsonString()).RootElement, 1_000_000);
}
