using System.Text;
using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;
using static RepoTickets.Storage.Tests.Text.Values;

namespace RepoTickets.Storage.Tests.Text;

public sealed class DocumentTextEditPropertyTests
{
    [Theory]
    [InlineData("hand", 8_000, 101)]
    [InlineData("hand crlf", 4_000, 202)]
    [InlineData("hand torn", 3_000, 303)]
    [InlineData("canonical", 3_000, 404)]
    [InlineData("flow", 2_000, 505)]
    [InlineData("json", 2_000, 606)]
    [InlineData("json compact", 1_000, 707)]
    public void Edit_RandomFileAndChange_ChangesOnlyItsPlace(string style, int edits, int firstSeed)
    {
        for (var seed = firstSeed * 100_000; edits > 0; seed++)
        {
            var random = new Random(seed);
            var generator = new RandomFile(random);
            var text = MakeFile(style, random, generator, generator.NextMapping(0, 1));
            var syntax = style.StartsWith("json", StringComparison.Ordinal) ? DocumentSyntax.Json : DocumentSyntax.Yaml;
            for (var round = 0; round < 4; round++, edits--)
            {
                var change = new RandomChange(random, generator);
                try
                {
                    text = EditOnce(text, syntax, change);
                }
                catch (Exception exception)
                {
                    throw new InvalidOperationException($"Seed {seed}, style {style}, change {change}, file:\n{text}", exception);
                }
            }
        }
    }

    [Theory]
    [InlineData("hand", 4_000, 808)]
    [InlineData("flow", 1_000, 909)]
    [InlineData("json", 1_000, 1010)]
    [InlineData("hand torn", 1_000, 1111)]
    public void Edit_SeveralChangesAtOnce_AllTakeEffect(string style, int edits, int firstSeed)
    {
        for (var seed = firstSeed * 100_000; edits > 0; seed++, edits--)
        {
            var random = new Random(seed);
            var generator = new RandomFile(random);
            var text = MakeFile(style, random, generator, generator.NextMapping(0, 1));
            var syntax = style == "json" ? DocumentSyntax.Json : DocumentSyntax.Yaml;
            var document = Parse(text, syntax);
            var before = Read(document);
            var after = before;
            try
            {
                for (var count = random.Next(2, 8); count > 0; count--)
                {
                    after = new RandomChange(random, generator).Apply(after);
                }

                Assert.True(IsSame(after, Read(Parse(document.Edit(before, after), syntax))));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}, style {style}, wanted {Show(after)}, file:\n{text}", exception);
            }
        }
    }

    /// <summary>The records on top know only some keys of a file. What they do not know stays wherever its mapping stays.</summary>
    [Theory]
    [InlineData("hand", 4_000, 1212)]
    [InlineData("flow", 1_000, 1313)]
    [InlineData("json", 1_000, 1414)]
    public void Edit_KeysThatNeitherValueKnows_Stay(string style, int edits, int firstSeed)
    {
        for (var seed = firstSeed * 100_000; edits > 0; seed++, edits--)
        {
            var random = new Random(seed);
            var generator = new RandomFile(random);
            var whole = UnknownKeys.Add(generator.NextMapping(0, 1), random);
            var text = MakeFile(style, random, generator, whole);
            var syntax = style == "json" ? DocumentSyntax.Json : DocumentSyntax.Yaml;
            try
            {
                var document = Parse(text, syntax);
                var before = UnknownKeys.Remove(Read(document));
                var after = before;
                for (var count = random.Next(1, 5); count > 0; count--)
                {
                    after = new RandomChange(random, generator).Apply(after);
                }

                var edited = Read(Parse(document.Edit(before, after), syntax));
                Assert.True(IsSame(after, UnknownKeys.Remove(edited)));
                UnknownKeys.CheckKept(whole, edited);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}, style {style}, file:\n{text}", exception);
            }
        }
    }

    private static string Show(MappingValue value)
    {
        var builder = new StringBuilder();
        new FlowWriter(builder, FlowStyle.CanonicalJson).Write(value, prefix: null);
        return builder.ToString();
    }

    private static string EditOnce(string text, DocumentSyntax syntax, RandomChange change)
    {
        var document = Parse(text, syntax);
        var before = Read(document);
        Assert.Equal(Bytes(text), document.Edit(before, before));
        var after = change.Apply(before);
        var bytes = document.Edit(before, after);
        var edited = Encoding.UTF8.GetString(bytes);
        Assert.True(IsSame(after, Read(Parse(bytes, syntax))), $"Other values:\n{edited}");
        change.CheckPlace(document, edited);
        return edited;
    }

    private static string MakeFile(string style, Random random, RandomFile generator, MappingValue value)
    {
        switch (style)
        {
            case "hand":
                return Checked(generator.HandWritten(value), value);
            case "hand crlf":
                return Checked(generator.HandWritten(value).Replace("\n", "\r\n", StringComparison.Ordinal), value);
            case "hand torn":
                var torn = generator.HandWritten(value).TrimEnd('\n');
                return torn.EndsWith("...", StringComparison.Ordinal) ? torn + "\n" : torn;
            case "flow":
                return Checked(generator.Flow(value), value);
            case "canonical":
                return Encoding.UTF8.GetString(DocumentText.Write(DocumentSyntax.Yaml, value));
            case "json":
                return Encoding.UTF8.GetString(DocumentText.Write(DocumentSyntax.Json, value));
            default:
                var builder = new StringBuilder();
                new FlowWriter(
                    builder,
                    FlowStyle.CanonicalJson with { Colon = random.Next(2) == 0 ? ":" : ": ", Comma = random.Next(2) == 0 ? "," : ", " })
                    .Write(value, prefix: null);
                return builder.ToString();
        }
    }

    /// <summary>The generator is a second opinion on how files are read.</summary>
    private static string Checked(string text, MappingValue value)
    {
        Assert.True(IsSame(value, Read(Parse(text))), $"Read otherwise than written:\n{text}");
        return text;
    }
}
