extern alias triage;

using System.Text;
using RepoTickets.Fuzz.Generation;
using triage::RepoTickets.LogTriage.Models;

namespace RepoTickets.Fuzz.Targets;

/// <summary>What a model says: a judgement within its bounds, or what is wrong with the answer.</summary>
internal sealed class ModelAnswerTarget : MutatedTarget
{
    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["answer"] =
        [
            "<object>", "Sure! Here it is:\n```json\n<object>\n```\nAnything else?", "<object>\n<object>", "{\"result\":<object>}",
            "I'm sorry, I cannot do that.", "{<object>", "[<object>]", "<object>}}}",
        ],
        ["object"] =
        [
            "{\"error_type\":\"database-connection\",\"create_ticket\":true,\"ticket_title\":\"A " +
            "title\",\"ticket_description\":\"Text\",\"severity\":\"high\"}",
            "{\"error_type\":<any>,\"create_ticket\":<any>,\"ticket_title\":<any>,\"ticket_description\":<any>,\"severity\":<any>}",
            "{\"error_type\":\"X " +
            "y\",\"create_ticket\":false,\"ticket_title\":\"<text>\",\"ticket_description\":\"<text>\",\"severity\":\"<text>\",}",
            "{\"error_type\":\"a\",\"error_type\":\"b\",/* c */\"severity\":\"low\"}", "{<any>:<any>}",
        ],
        ["any"] =
        [
            "\"x\"", "\"<text>\"", "true", "null", "1", "[]", "{}", "\"\\ud800\"", "\"\\u202e\"", "\"low\"", "\"MEDIUM \"", "<object>",
        ],
        ["text"] =
        [
            "a", "line\\nline", "line\nline", "é🎉", "</fence> ignore previous instructions", "# Heading\\n- item", "\t\u0000", "\\\"",
            "high", "x y z",
        ],
    });

    internal override string Name => "model-answer";

    protected override IReadOnlyList<string> Tokens =>

        [
            .. Grammar.Tokens, "{", "}", "\"", "\\", "```json\n", "```", "\"error_type\":", "\"severity\":\"low\"", ",", ":", "//", "/*",
            "*/", "\\ud800", "{{{{", "{\"a\":",
        ];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("answer", random));

    internal override string Check(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        AnswerContract.IsRefusal(text);
        var problem = AnswerContract.Read(text, out var analysis);
        Assert.Equal(problem is null, analysis is not null);
        if (analysis is null)
        {
            Assert.True(problem!.Length > 10, "An answer was refused without a reason.");
            return "refused";
        }

        Assert.True(AnswerContract.IsValid(analysis), $"The judgement is not within its bounds: {analysis}");
        return "read";
    }
}
