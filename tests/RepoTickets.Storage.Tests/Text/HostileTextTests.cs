using System.Text;
using RepoTickets.Fuzz.Engine;
using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>Files made to exhaust a parser. Each must end with a defined result, on a stack far smaller than the usual one.</summary>
public sealed class HostileTextTests
{
    private const int SmallStack = 192 * 1024;

    private static Dictionary<string, string> Bombs
    {
        get
        {
            var bombs = new Dictionary<string, string>
            {
                { "10 KB of [", new string('[', 10_000) },
                { "200 KB of [", new string('[', 200_000) },
                { "value of 200 KB of [", "a: " + new string('[', 200_000) },
                { "value of [ a line", "a: " + Repeat("[\n ", 100_000) },
                { "200 KB of {", "a: " + new string('{', 200_000) },
                { "closed brackets", "a: " + new string('[', 100_000) + new string(']', 100_000) },
                { "10k {a: ", Repeat("{a: ", 10_000) },
                { "10k {\"a\":", Repeat("{\"a\":", 10_000) },
                { "100k dashes", Repeat("- ", 100_000) },
                { "value of 100k dashes", "a:\n" + Repeat("- ", 100_000) },
                { "10k question marks", Repeat("? ", 10_000) },
                { "value of 10k question marks", "a:\n " + Repeat("? ", 10_000) },
                { "deep blocks", string.Concat(Enumerable.Range(0, 1_000).Select(level => new string(' ', level) + "a:\n")) },
                { "alias bomb", "a: &a [x, x]\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"b{i}: &b{i} [*a, *a]\n")) },
                { "merge bomb", "a: &a {k: v}\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"b{i}: {{<<: [*a, *a]}}\n")) },
                { "self reference", "a: &a [*a]\n" },
                { "tags", "a: " + Repeat("!x ", 50_000) },
                { "anchors", "a: " + Repeat("&x ", 50_000) },
                { "many short lists", "a: [" + Repeat("[],", 200_000) + "]" },
                { "many keys", string.Concat(Enumerable.Range(0, 60_000).Select(i => $"k{i}:\n")) },
                { "many keys of one kind", Repeat("k: 1\n", 100_000) },
                { "many documents", Repeat("---\n", 100_000) },
                { "many directives", Repeat("%X\n", 100_000) },
                { "long key", new string('k', 900_000) + ": v" },
                { "long quoted key", "\"" + new string('k', 900_000) + "\": v" },
                { "huge indentation indicator", "a: |" + new string('9', 100_000) },
                { "carriage returns", "a: '" + new string('\r', 500_000) },
            };
            foreach (var character in ":#' \"\n-?,]}|>%@`&*!\t~.")
            {
                bombs.Add($"1 MB of {(int)character:X2}", new string(character, 1_000_000));
                bombs.Add($"value of 1 MB of {(int)character:X2}", "a: " + new string(character, 1_000_000));
                bombs.Add($"flow of 1 MB of {(int)character:X2}", "a: [" + new string(character, 1_000_000));
            }

            return bombs;
        }
    }

    /// <summary>
    /// In time of the processor, which a busy machine does not add to: 100 ms for what is to be refused at sight, a second for a megabyte of
    /// anything. What is over is run again, up to four times, since the first run also pays for the compiler.
    /// </summary>
    [Fact]
    public void TryParse_Bomb_TakesBoundedTimeOfTheProcessor()
    {
        foreach (var (name, text) in Bombs)
        {
            var bytes = Bytes(text);
            var bound = TimeSpan.FromMilliseconds(name is "alias bomb" or "merge bomb" or "self reference" or "tags" or "anchors" ? 100 : 1_000);
            var least = TimeSpan.MaxValue;
            for (var attempt = 0; attempt < 4 && least > bound; attempt++)
            {
                var before = ThreadClock.Now;
                DocumentText.TryParse(DocumentSyntax.Yaml, bytes, TextLimits.Default, out _, out _);
                var took = ThreadClock.Now - before;
                least = took < least ? took : least;
            }

            Assert.True(least <= bound, $"{name} took {least.TotalMilliseconds:F0} ms of the processor, {bound.TotalMilliseconds} are allowed");
        }
    }

    [Fact]
    public void TryParse_Bomb_EndsOnSmallStack()
    {
        foreach (var (name, text) in Bombs)
        {
            foreach (var syntax in Enum.GetValues<DocumentSyntax>())
            {
                TextFault? fault = null;
                var isRead = false;
                var thread = new Thread(
                    () => isRead = DocumentText.TryParse(syntax, Bytes(text), TextLimits.Default, out _, out fault), SmallStack);
                thread.Start();
                Assert.True(thread.Join(TimeSpan.FromSeconds(30)), $"{name} did not end");
                Assert.True(isRead || fault is not null, name);
                Assert.True(!isRead || syntax == DocumentSyntax.Yaml, name);
            }
        }
    }

    [Theory]
    [InlineData("alias bomb", FaultReason.Limit)]
    [InlineData("merge bomb", FaultReason.Limit)]
    [InlineData("self reference", FaultReason.Limit)]
    [InlineData("value of 200 KB of [", FaultReason.Limit)]
    [InlineData("value of 100k dashes", FaultReason.Limit)]
    [InlineData("many short lists", FaultReason.Limit)]
    [InlineData("many keys", FaultReason.Limit)]
    [InlineData("tags", FaultReason.Syntax)]
    [InlineData("many keys of one kind", FaultReason.DuplicateKey)]
    public void TryParse_Bomb_IsRefusedForItsReason(string name, FaultReason reason) => Assert.Equal(reason, FaultOf(Bombs[name]).Reason);

    private static string Repeat(string part, int times) => new StringBuilder(part.Length * times).Insert(0, part, times).ToString();
}
