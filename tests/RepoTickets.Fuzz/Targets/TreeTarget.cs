using System.Text;
using RepoTickets.Fuzz.Generation;
using RepoTickets.Storage.Tests.Text;
using RepoTickets.Storage.Text;

namespace RepoTickets.Fuzz.Targets;

/// <summary>
/// Files as trees: the fast reader of YAML against the general one, the places of all nodes, and a random change anywhere in the file.
/// </summary>
internal sealed class TreeTarget(DocumentSyntax syntax) : MutatedTarget
{
    /// <summary>Few nodes are allowed: the bounds hold by counting, whatever the input.</summary>
    private static readonly TextLimits Limits = new() { MaximumNodes = 2_000, MaximumDepth = 16 };

    internal override string Name => syntax == DocumentSyntax.Yaml ? "yaml-tree" : "json-tree";

    protected override IReadOnlyList<string> Tokens { get; } =
    [
        "\n- ", ": ", "\n  ", "? ", "|\n", ">-\n", "|2+\n", "{", "}", "[", "]", ",", "---\n", "...\n", "<<: ", "*a", "&a ", "!!str ",
        "\r\n", "\"\\ud83c\"", "\"\\u00", "%TAG ! x\n",
        "<<<<<<< a\n", "- - ", "{}", "[]", "{a: b}", "'", "\"", "''", "\\x41", "\\\n  ", "key:\n", "null", "~", "{\"a\":", "[[", "{a: {",
        "# c\n", "\t", "  a\n    b\n",
    ];

    protected override IReadOnlyList<byte[]> Seeds { get; } = syntax == DocumentSyntax.Yaml ? Corpus.Read("documents") : [];

    protected override byte[] Generate(Random random)
    {
        var generator = new RandomFile(random);
        var value = generator.NextMapping(0, 1);
        return syntax == DocumentSyntax.Json || random.Next(4) == 0
            ? DocumentText.Write(syntax, value)
            : Encoding.UTF8.GetBytes(random.Next(3) == 0 ? generator.Flow(value) : generator.HandWritten(value));
    }

    internal override string Check(byte[] input)
    {
        var isRead = DocumentText.TryParse(syntax, input, Limits, out var document, out var fault);
        if (!isRead)
        {
            Assert.True(fault is { Line: > 0, Column: > 0, Message.Length: > 10 }, $"A fault without place or reason: {fault}");
            return $"refused: {fault.Reason}";
        }

        TreeCheck.Places(document!);
        var isCanonical = syntax == DocumentSyntax.Yaml && IsCanonical(document!.Text);
        var before = Values.Read(document!);
        Assert.True(input.AsSpan().SequenceEqual(document!.Edit(before, before)), "A change of nothing changed bytes.");
        var isEdited = Edit(document, before, new Random(input.Length * 31));
        return (isCanonical, isEdited) switch
        {
            (_, false) => "edit refused",
            (true, _) => "read both ways",
            _ => "read",
        };
    }

    private static bool IsCanonical(string text)
    {
        if (CanonicalYamlReader.Read(text, Limits) is not { } fast)
        {
            return false;
        }

        var general = YamlTreeReader.Read(text, Limits, out var fault);
        var difference = general is null ? fault!.ToString() : TreeDifference.Find(general, fast);
        Assert.True(difference is null, $"The two readers differ: {difference}");
        return true;
    }

    private bool Edit(DocumentText document, MappingValue before, Random random)
    {
        var after = new RandomChange(random, new RandomFile(random)).Apply(before);
        try
        {
            var edited = document.Edit(before, after);
            Assert.True(
                DocumentText.TryParse(syntax, edited, TextLimits.Default, out var again, out var fault),
                $"What was written cannot be read: {fault}");
            Assert.True(Values.IsSame(after, Values.Read(again)), "What was written reads as something else.");
            return true;
        }
        catch (InvalidOperationException exception) when (exception.Message.StartsWith("The change ", StringComparison.Ordinal))
        {
            return false;
        }
        catch (ArgumentException exception) when (exception.Message.StartsWith("A key has", StringComparison.Ordinal))
        {
            return false;
        }
    }
}
