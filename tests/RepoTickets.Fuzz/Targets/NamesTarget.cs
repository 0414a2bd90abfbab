using System.Text;
using RepoTickets.Fuzz.Generation;

namespace RepoTickets.Fuzz.Targets;

/// <summary>Identifiers, which become names of files, and Gherkin.</summary>
internal sealed class NamesTarget : MutatedTarget
{
    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["text"] = ["<id>", "<id>", "<feature>"],
        ["id"] =
        [
            "LOGIN-1", "A-1", "../x", "a/b", "CON", "NUL.yaml", "a.", "a ", "a:b", ".git", "-rf", "~", "..", "A-\u202e1", "a\\b", "épic",
            "x".PadLeft(300, 'x'), "COM1", "LPT9", "$1", "%2e%2e",
        ],
        ["feature"] =
        [
            "Scenario: x\nGiven a\nWhen b\nThen c\n", "Feature: f\n<scenario><scenario>", "Feature: f\nBackground:\nGiven z\n<scenario>",
        ],
        ["scenario"] =
        [
            "Scenario: <word>\n<step><step><step>",
            "@tag\nScenario Outline: <word>\n<step><step>Examples:\n| a | b |\n| <word> | <word> |\n",
        ],
        ["step"] =
        [
            "Given <word>\n", "When <word>\n", "Then <word>\n", "And <word>\n", "But <word>\n", "* <word>\n", "  | a | \\| |\n",
            "\"\"\"\n<word>\n\"\"\"\n", "# <word>\n",
        ],
        ["word"] = ["x", "<a>", "é 🎉", "", "Given", "a \\\\ b"],
    });

    internal override string Name => "names";

    protected override IReadOnlyList<string> Tokens =>
        [.. Grammar.Tokens, "/", "\\", "..", ".", ":", "\n", "|", "\"\"\"\n", "Scenario: ", "Examples:\n", "| a |\n", "<a>", "@"];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("text", random));

    internal override string Check(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var isId = TicketId.TryParse(text, out var id);
        CheckName(isId, id.Value);
        CheckName(EpicId.TryParse(text, out var epic), epic.Value);
        CheckName(BacklogItemId.TryParse(text, out var item), item.Value, isRelaxed: true);
        CheckName(AgentId.TryParse(text, out var agent), agent.Value);
        CheckName(AgentTaskId.TryParse(text, out var task), task.Value);
        CheckName(WorkflowId.TryParse(text, out var workflow), workflow.Value);
        CheckName(WorkflowDefinitionId.TryParse(text, out var definition), definition.Value);
        Assert.Equal(isId, TicketId.FromStored(text).IsWellFormed);
        _ = TicketStatus.TryParse(text, out _);
        _ = TicketPriority.TryParse(text, out _);
        var isGherkin = GherkinText.TryParse(text, out var scenarios, out var problem);
        Assert.True(
            isGherkin ? scenarios!.Count <= GherkinText.MaximumScenarios : problem!.Length > 10, "Gherkin was refused without a reason.");
        return isId ? "identifier" : isGherkin && scenarios!.Count > 0 ? "scenarios" : "refused";
    }

    /// <summary>
    /// Whatever is taken for an identifier must be a harmless name of a file on every system. Those of backlog items may have letters of
    /// any script, because the Python package made such.
    /// </summary>
    private static void CheckName(bool isRead, string name, bool isRelaxed = false)
    {
        if (!isRead)
        {
            return;
        }

        Assert.InRange(name.Length, 1, 200);
        Assert.True(
            name.All(c => char.IsAsciiLetterOrDigit(c) || (isRelaxed && char.IsLetterOrDigit(c)) || c is '-' or '_' or '.'),
            $"'{name}' has an odd character.");
        Assert.False(name[0] is '.' or '-' || name[^1] == '.', $"'{name}' begins or ends badly.");
        Assert.DoesNotContain(name.Split('.')[0].ToUpperInvariant(), new[] { "CON", "NUL", "PRN", "AUX", "COM1", "LPT9" });
    }
}
