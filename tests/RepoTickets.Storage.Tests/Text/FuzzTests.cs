using System.Text;
using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;
using static RepoTickets.Storage.Tests.Text.Values;

namespace RepoTickets.Storage.Tests.Text;

public sealed class FuzzTests
{
    private const string Splinters = " \t\n\r:-?,[]{}#&*!|>'\"%@`\\/.~=<0aé\u0085\u2028\ufeff";

    private static readonly string[] Words =

        [
            "\n- ", ": ", "\n  ", "? ", "|\n", ">-\n", "|2+\n", "{", "}", "[", "]", "---\n", "...\n", "<<: ", "*a", "&a ", "!!str ", "\r\n",
            "\"\\ud83c\"", "\"\\u00", "%TAG ! x\n", "<<<<<<< a\n",
        ];

    /// <summary>Few nodes allowed: the bound holds by counting, whatever the input.</summary>
    private static readonly TextLimits Limits = new() { MaximumNodes = 200, MaximumDepth = 8 };

    [Theory]
    [InlineData(false, 65_000)]
    [InlineData(true, 40_000)]
    public void TryParse_MutatedFile_GivesTreeWithinLimitsOrFault(bool isJson, int rounds)
    {
        var syntax = isJson ? DocumentSyntax.Json : DocumentSyntax.Yaml;
        var random = new Random(4242);
        var (trees, refused) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var seed = random.Next();
            var bytes = Mutate(new Random(seed), syntax);
            try
            {
                if (!DocumentText.TryParse(syntax, bytes, Limits, out var document, out var fault))
                {
                    Assert.True(fault is { Line: > 0, Column: > 0, Message.Length: > 10 }, fault?.ToString());
                    continue;
                }

                trees++;
                TreeCheck.Places(document);
                Assert.Equal(bytes, document.Edit(Read(document), Read(document)));
                refused += EditOrRefuse(document, new Random(seed)) ? 0 : 1;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"Seed {seed}: {System.Text.Json.JsonSerializer.Serialize(Encoding.UTF8.GetString(bytes))}", exception);
            }
        }

        Assert.True(trees > rounds / 20, $"Only {trees} readable files: the mutations are too wild to prove anything.");
        Assert.True(refused < trees / 50, $"{refused} of {trees} edits were refused.");
    }

    /// <summary>An edit of a strange file is right or refused; the editor itself checks that, so here only crashes can show.</summary>
    private static bool EditOrRefuse(DocumentText document, Random random)
    {
        var before = Read(document);
        var after = new RandomChange(random, new RandomFile(random)).Apply(before);
        try
        {
            var edited = document.Edit(before, after);
            Assert.True(IsSame(after, Read(Parse(edited, document.Syntax))));
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

    private static byte[] Mutate(Random random, DocumentSyntax syntax)
    {
        var generator = new RandomFile(random);
        var value = generator.NextMapping(0, 1);
        var text = new StringBuilder(syntax == DocumentSyntax.Json
            ? Encoding.UTF8.GetString(DocumentText.Write(syntax, value))
            : random.Next(3) == 0 ? generator.Flow(value) : generator.HandWritten(value));
        for (var count = random.Next(1, 6); count > 0 && text.Length > 0; count--)
        {
            var place = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0:
                    text.Remove(place, Math.Min(text.Length - place, random.Next(1, 5)));
                    break;
                case 1:
                    text.Insert(place, Splinters[random.Next(Splinters.Length)]);
                    break;
                case 2:
                    text.Insert(place, Words[random.Next(Words.Length)]);
                    break;
                case 3:
                    text[place] = Splinters[random.Next(Splinters.Length)];
                    break;
                default:
                    var length = Math.Min(text.Length - place, random.Next(1, 40));
                    text.Insert(random.Next(text.Length), text.ToString(place, length));
                    break;
            }
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (random.Next(10) == 0 && bytes.Length > 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }
}
