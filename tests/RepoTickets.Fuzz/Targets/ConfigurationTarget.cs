using System.Text;
using RepoTickets.Fuzz.Generation;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Text;

namespace RepoTickets.Fuzz.Targets;

/// <summary>The configuration of a store, and one change to it.</summary>
internal sealed class ConfigurationTarget : MutatedTarget
{
    private static readonly ConfigurationFormat Format = new(TextLimits.Default);

    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["file"] =
        [
            "default_status: open\n", "<line><line><line>", "<line><line><line><line><line>",
            "{default_status: <word>, labels: [<word>, <word>]}\n",
        ],
        ["line"] =
        [
            "\n", "default_status: <word>\n", "id_prefix: <word>\n", "labels:\n<item><item>", "priorities: [<word>, <word>]\n",
            "statuses:\n<item><item><item>", "<word>: <word>\n", "# <word>\n",
        ],
        ["item"] = ["- <word>\n", "  - <word>\n", "- '<word>'\n", "- {name: <word>}\n"],
        ["word"] =
        [
            "open", "closed", "in-progress", "TICKET", "high", "bug", "''", "null", "0123", "no", "\"\\u00e9\"", "a b",
            "x".PadLeft(300, 'x'),
        ],
    });

    internal override string Name => "configuration";

    protected override IReadOnlyList<string> Tokens => [.. Grammar.Tokens, "- ", ": ", "\n", "[", "]", "{", "}"];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("file", random));

    internal override string Check(byte[] input)
    {
        if (!Format.TryRead("config.yaml", input, out var configuration, out var warnings, out var fault))
        {
            Assert.True(fault is { Line: > 0, Message.Length: > 10 }, $"A fault without place or reason: {fault}");
            return $"refused: {fault.Reason}";
        }

        var after = configuration with { Labels = [.. configuration.Labels, "a: new # label"] };
        byte[] edited;
        try
        {
            edited = Format.Rewrite("config.yaml", input, after);
        }
        catch (InvalidOperationException exception) when (exception.Message.StartsWith("The change ", StringComparison.Ordinal))
        {
            return "edit refused";
        }

        Assert.True(Format.TryRead("config.yaml", edited, out var again, out _, out fault), $"What was written cannot be read: {fault}");
        Assert.Equal(after, again);
        return warnings.Count == 0 ? "read" : "read with warnings";
    }
}
