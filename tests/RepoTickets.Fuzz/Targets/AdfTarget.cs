extern alias triage;

using System.Text;
using System.Text.Json;
using RepoTickets.Fuzz.Generation;
using RepoTickets.LogTriage.Tests.Servers;
using triage::RepoTickets.LogTriage.Jira.Adf;

namespace RepoTickets.Fuzz.Targets;

/// <summary>Markdown to documents that Jira takes, and back to text.</summary>
internal sealed class AdfTarget : MutatedTarget
{
    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["text"] = ["<block>\n", "<block>\n\n<block>\n", "<block>\n<block>\n\n<block>\n"],
        ["block"] =
        [
            "<line>", "# <line>", "###### <line> ##", "<line>\n===", "---", "> <block>", "- <block>\n- <line>", "1. <line>\n2. <line>",
            "```java\n<line>\n```", "~~~\n<line>", "    <line>", "|a|b|\n|-|:-:|\n|<line>|`x|y`|",
            "- [ ] <line>\n  - <line>\n    1. <line>", "<line>\n<line>",
        ],
        ["line"] = ["x", "<inline>", "<inline> <inline>", "<inline><inline> <inline>"],
        ["inline"] =
        [
            "word", "**<inline>**", "*<inline>*", "_<inline>_", "~~<inline>~~", "`<inline>`", "[<inline>](https://x.example/a_(b)?q=1)",
            "<https://x.example>", "https://x.example/y.", "![i](https://x.example)", "[x](javascript:alert(1))", "\\*", "***x***", "&amp;",
            "<b>", "snake_case_name", "mailto:a@b.example", "[a](http://u:p@x.example)", "``a ` b``", "  \n",
        ],
    });

    internal override string Name => "markdown-adf";

    internal override long AllocationPerByte => 4_000;

    protected override IReadOnlyList<string> Tokens =>

        [
            .. Grammar.Tokens, "*", "_", "`", "~", "[", "](", ")", "<", ">", "|", "#", "\n", "\n\n", "- ", "> ", "1. ", "```", "    ", "\\",
            "**", "> > > ", "- - - ", "[[[[", "|-|-|\n",
        ];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("text", random));

    internal override string Check(byte[] input)
    {
        var document = MarkdownToAdf.Convert(Encoding.UTF8.GetString(input));
        Assert.Null(FakeAdf.FindProblem(document));
        var json = document.ToJsonString();
        Assert.True(json.Length <= AdfLimits.MaximumDocumentLength, $"The document has {json.Length} characters.");
        using var parsed = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
        AdfToText.Read(parsed.RootElement, 16 * 1024);
        return document["content"]!.AsArray().Count == 1 ? "one block" : "blocks";
    }
}
