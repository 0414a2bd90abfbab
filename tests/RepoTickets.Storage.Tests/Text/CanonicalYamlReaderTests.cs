using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.ReaderComparison;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;

namespace RepoTickets.Storage.Tests.Text;

public sealed class CanonicalYamlReaderTests
{
    [Theory]
    [InlineData("a: b\n", "{a: b}")]
    [InlineData("a: b", "{a: b}")]
    [InlineData("a:", "{a: }")]
    [InlineData("a:\nb:\n", "{a: , b: }")]
    [InlineData("a: []\nb: {}\n", "{a: [], b: {}}")]
    [InlineData("a:\n- b\n- c d\n", "{a: [b, c d]}")]
    [InlineData("a:\n  - b\n  - c\n", "{a: [b, c]}")]
    [InlineData("a:\n- b: 1\n  c:\n  - d\n- b: 2\n", "{a: [{b: 1, c: [d]}, {b: 2}]}")]
    [InlineData("a:\n- b:\n- c:\n", "{a: [{b: }, {c: }]}")]
    [InlineData("a:\n  b:\n    c: d\n  e: f\ng: h\n", "{a: {b: {c: d}, e: f}, g: h}")]
    [InlineData("a-1: -5\nb_2: 1e3\nC: ~\n", "{a-1: -5, b_2: 1e3, C: ~}")]
    [InlineData("a: b:c#d, [e] {f} 'g' \"h\" & * !\n", "{a: b:c#d, [e] {f} 'g' \"h\" & * !}")]
    [InlineData("a: http://x.org/y?z=1\n", "{a: http://x.org/y?z=1}")]
    [InlineData("a: b\n  c\n  d\n", "{a: b c d}")]
    [InlineData("a:\n- b\n  c\n- d\n", "{a: [b c, d]}")]
    [InlineData("a: ''\nb: \"\"\n", "{a: '', b: ''}")]
    [InlineData("a: '''b'' # c: d'\n", "{a: ''b' # c: d'}")]
    [InlineData("a: 'b\n\n  c\n\n\n  d\n  e'\n", "{a: 'b\\nc\\n\\nd e'}")]
    [InlineData("a: '\n\n  b\n\n  '\n", "{a: '\\nb\\n'}")]
    [InlineData("a: 'é日🎉'\nb: c\n", "{a: 'é日🎉', b: c}")]
    [InlineData("a: \"\\x41\\u00e9\\U0001F389\\\\\\\"\\n\\_\"\n", "{a: 'Aé🎉\\\"\\n\u00A0'}")]
    [InlineData("a: \"b \\\n  c\\\n  \\ d\"\n", "{a: 'b c d'}")]
    [InlineData("a: |\n  b\n\n    c\td\nb: c\n", "{a: 'b\\n\\n  c\td\\n', b: c}")]
    [InlineData("a: |-\n  b\n  # c\n", "{a: 'b\\n# c'}")]
    [InlineData("a: |2-\n    b\n  c\n", "{a: '  b\\nc'}")]
    [InlineData("a:\n- |\n  b\n- c: |\n    d\n", "{a: ['b\\n', {c: 'd\\n'}]}")]
    public void Read_CanonicalText_GivesTreeOfGeneralReader(string text, string tree)
    {
        Assert.True(IsCanonical(text, "named case"));
        Assert.Equal(tree, Show(CanonicalYamlReader.Read(text, TextLimits.Default)!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("a")]
    [InlineData("- a\n")]
    [InlineData("{}\n")]
    [InlineData("---\na: b\n")]
    [InlineData("a: b\n...\n")]
    [InlineData("# a\nb: c\n")]
    [InlineData("a: b # c\n")]
    [InlineData("a: b\n\nc: d\n")]
    [InlineData("\na: b\n")]
    [InlineData("a: b\n\n")]
    [InlineData("a: b \n")]
    [InlineData("a:  b\n")]
    [InlineData("a: \n")]
    [InlineData("a : b\n")]
    [InlineData("a:\tb\n")]
    [InlineData("a: b\r\n")]
    [InlineData("a: b\rc: d\n")]
    [InlineData("'a': b\n")]
    [InlineData("a b: c\n")]
    [InlineData("é: c\n")]
    [InlineData("<<: c\n")]
    [InlineData("? a\n")]
    [InlineData("a: b: c\n")]
    [InlineData("a: b:\n")]
    [InlineData("a: &b c\n")]
    [InlineData("a: *b\n")]
    [InlineData("a: !b c\n")]
    [InlineData("a: [b]\n")]
    [InlineData("a: {b: c}\n")]
    [InlineData("a: [] b\n")]
    [InlineData("a: >\n  b\n")]
    [InlineData("a: |+\n  b\n")]
    [InlineData("a: |4\n      b\n")]
    [InlineData("a: |\n\n  b\n")]
    [InlineData("a: |\n    b\n")]
    [InlineData("a: |\n  b\n\nc: d\n")]
    [InlineData("a: |\n  b\n  \n")]
    [InlineData("a: |\n  b")]
    [InlineData("a: |\n")]
    [InlineData("a: |2\n  b\n")]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("a:\n   b: c\n")]
    [InlineData("a:\n b: c\n")]
    [InlineData("a:\n   - b\n")]
    [InlineData("a:\n-  b\n")]
    [InlineData("a:\n-\n  b\n")]
    [InlineData("a:\n- - b\n")]
    [InlineData("a: b\n- c\n")]
    [InlineData("a:\n- b\n  c: d\n")]
    [InlineData("a:\n  - b\n c: d\n")]
    [InlineData("a: b\n   c\n")]
    [InlineData("a: b\n  # c\n")]
    [InlineData("a: b\n  c: d\n")]
    [InlineData("a:\n  b\n")]
    [InlineData("  a: b\n")]
    [InlineData("a: 'b\n")]
    [InlineData("a: 'b' c\n")]
    [InlineData("a: 'b \n  c'\n")]
    [InlineData("a: 'b\n c'\n")]
    [InlineData("a: 'b\nc'\n")]
    [InlineData("a: 'b\tc'\n")]
    [InlineData("a: \"b\n  c\"\n")]
    [InlineData("a: \"\\q\"\n")]
    [InlineData("a: \"\\ud83c\\udf89\"\n")]
    [InlineData("a: \"\\U00110000\"\n")]
    [InlineData("a: \"\\x4\"\n")]
    [InlineData("a: \"\\u+123\"\n")]
    [InlineData("a: \"b\\")]
    [InlineData("a: 'b\u0085c'\n")]
    [InlineData("a: 'b\u2028c'\n")]
    [InlineData("a: 'b\uFEFFc'\n")]
    [InlineData("a: é\n")]
    [InlineData("a: b\n<<<<<<< c\n")]
    public void Read_AnythingElse_IsLeftToGeneralReader(string text) => Assert.False(IsCanonical(text, "named case"));

    [Fact]
    public void Read_LimitsReached_IsLeftToGeneralReader()
    {
        const string Text = "a:\n- b: c\n";
        Assert.True(IsCanonical(Text, "at the limits", new TextLimits { MaximumDepth = 3, MaximumNodes = 6 }));
        Assert.False(IsCanonical(Text, "depth", new TextLimits { MaximumDepth = 2, MaximumNodes = 6 }));
        Assert.False(IsCanonical(Text, "nodes", new TextLimits { MaximumDepth = 3, MaximumNodes = 5 }));
    }

    [Fact]
    public void Read_ManyKeys_IsLeftToGeneralReader()
    {
        Assert.True(IsCanonical(Keys(512), "512 keys"));
        Assert.False(IsCanonical(Keys(513), "513 keys"));
        Assert.False(IsCanonical(Keys(500) + "key250: again\n", "a key twice"));
        static string Keys(int count) => string.Concat(Enumerable.Range(0, count).Select(number => $"key{number}: {number}\n"));
    }

    [Fact]
    public void TryParse_CanonicalFileWithConflict_StaysFault()
    {
        var fault = FaultOf("a: |\n  b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> other\n");
        Assert.Equal(FaultReason.MergeConflict, fault.Reason);
    }
}
