using System.Text;
using RepoTickets.Fuzz.Generation;
using RepoTickets.Workflows;

namespace RepoTickets.Fuzz.Targets;

/// <summary>Definitions of workflows: read with all checks, written, read again.</summary>
internal sealed class WorkflowYamlTarget : MutatedTarget
{
    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["file"] =
        [
            "name: a\nsteps:\n<step>", "name: <id>\nversion: <number>\n<options>steps:\n<step>",
            "name: <id>\n<options>steps:\n<step><step>",
            "name: <id>\nparameters:\n  p: <type>\n  q: {type: <type>, default: <value>}\n<options>steps:\n<step><step><step>",
        ],
        ["options"] =
        [
            "", "description: <text>\n", "parallel: <number>\n<options>", "on-failure: <policy>\n<options>", "timeout: <time>\n",
        ],
        ["policy"] = ["fail-fast", "continue", "<id>"],
        ["step"] = ["  - id: <id>\n    task: code\n", "  - id: <id>\n<stepoptions>    <kind>\n", "  - {id: <id>, <kind>}\n"],
        ["stepoptions"] =
        [
            "", "    title: <text>\n<stepoptions>", "    depends-on: [<id>, <id>]\n<stepoptions>", "    depends-on: <id>\n",
            "    if: <expression>\n<stepoptions>", "    retry: {attempts: <number>, delay: <time>, jitter: 0.5}\n", "    retry: <number>\n",
            "    timeout: <time>\n<stepoptions>", "    repeatable: true\n<stepoptions>", "    when-dependency-skipped: run\n",
            "    compensate:\n      id: <id>\n      <kind>\n",
        ],
        ["kind"] =
        [
            "task: code", "task: {type: code, instructions: \"<text>\"}", "code: {name: ship, input: {a: <expression>}}",
            "wait: ticket.closed", "wait: {for: signal, filter: <expression>}", "delay: <time>", "until: <expression>",
            "approval: {question: \"<text>\", approvers: [anna]}", "workflow: {name: <id>, version: <number>, input: {p: <expression>}}",
            "for-each: {items: <expression>, parallel: <number>, do: {id: <id>, <kind>}}",
        ],
        ["expression"] =
        [
            "ticket.id != ''", "1 + 2 > <number>", "params.p", "'a' in params.q", "steps.a.result == null",
            "steps.b.status == 'completed' and not true", "length(params.q) > <number>", "item", "event.data.id == ticket.id", "(1 + 2",
            "default(steps.c.result, '')",
        ],
        ["type"] = ["text", "number", "boolean", "list"],
        ["value"] = ["null", "[a, 'b', 1, true]", "<number>", "{a: b}", "<text>", "[[[[1]]]]"],
        ["text"] = ["x", "Build ${params.p}", "$${not}", "About ${ticket.id}", "${steps.a.result} and", "<id> é 🎉", "'it''s'"],
        ["id"] = ["a", "b", "c", "ship-it", "a-b-c", "x1", "d", "e-2", "A"],
        ["number"] = ["1", "3", "2", "1", "10", "0", "99999999999", "1.5"],
        ["time"] = ["30m", "1h30m", "P1DT2H", "500ms", "2s", "1.5h", "1d", "99999999d", "PT"],
    });

    internal override string Name => "workflow-yaml";

    protected override IReadOnlyList<string> Tokens =>

        [
            .. Grammar.Tokens, "\n  - ", "\n    ", ": ", "{", "}", "[", "]", "&a ", "*a", "!!str ", "<<: *a", "---\n", "|\n", "[[[[",
            "{a: {", "steps:\n", "name: ", "<<<<<<< a\n",
        ];

    protected override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. Corpus.Read("workflows"),
        .. new[] { WorkflowTemplates.FeatureDevelopment, WorkflowTemplates.BugFix, WorkflowTemplates.Release }.Select(
            static one => Encoding.UTF8.GetBytes(WorkflowYaml.Write(one))),
    ];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("file", random));

    internal override string Check(byte[] input)
    {
        var reading = WorkflowYaml.Read(Encoding.UTF8.GetString(input), "w.yaml");
        Assert.True(reading.Faults.Count <= WorkflowValidator.MaximumProblems + 1, $"{reading.Faults.Count} faults are told at once.");
        Assert.Equal(reading.Definition is null, reading.Faults.Count > 0);
        if (reading.Definition is not { } definition)
        {
            Assert.All(reading.Faults, static fault => Assert.True(fault is { Line: > 0, Column: > 0 }, $"A fault without place: {fault}"));
            return "refused";
        }

        WorkflowMermaid.Render(definition);
        var written = WorkflowYaml.Write(definition);
        var again = WorkflowYaml.Read(written, "w.yaml");
        Assert.True(
            definition.Equals(again.Definition), $"What was written reads as something else: {written}\n{string.Join('\n', again.Faults)}");
        return "read";
    }
}
