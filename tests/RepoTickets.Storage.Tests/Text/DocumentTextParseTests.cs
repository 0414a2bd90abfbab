using System.Text;
using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;

namespace RepoTickets.Storage.Tests.Text;

public sealed class DocumentTextParseTests
{
    [Theory]
    [InlineData("a: 1\nb:\n- x\n- 'y'\n", "{a: 1, b: [x, 'y']}")]
    [InlineData("---\n# head\na:\nb: ''\nc: null\n...\n# tail\n", "{a: , b: '', c: null}")]
    [InlineData("{\"a\":1,\"b\":[1,{}],\"c\":{}}", "{a: 1, b: [1, {}], c: {}}")]
    [InlineData("a: foo\n  bar # c\nb: \"x\\\n   \\ y\"\n", "{a: foo bar, b: 'x y'}")]
    [InlineData("a: |\r\n  x\r\n  y\r\nb: >-\r\n  t\r\n  u\r\n", "{a: 'x\\ny\\n', b: 't u'}")]
    [InlineData("a: 1\rb: 2\r", "{a: 1, b: 2}")]
    [InlineData("a:\n- id: 61e83410\n  n:\n  -\n  - z\n", "{a: [{id: 61e83410, n: [, z]}]}")]
    [InlineData("{}", "{}")]
    [InlineData("a: no\n", "{a: no}")]
    public void TryParse_Yaml_GivesTree(string text, string tree) => Assert.Equal(tree, Show(Parse(text).Root));

    [Theory]
    [InlineData("{ \"a\" : [ 1.50 , true, null, \"x\\n\\u00e9\" ] }", "{a: [1.50, true, null, 'x\\né']}")]
    [InlineData("{}", "{}")]
    public void TryParse_Json_GivesTree(string text, string tree) => Assert.Equal(tree, Show(Parse(text, DocumentSyntax.Json).Root));

    [Theory]
    [InlineData("a: v # c\n\n# d\nb: 1\n", "v")]
    [InlineData("a:\n- x\n- y # c\n\n# tail\nb: z\n", "- x\n- y")]
    [InlineData("a:\n  k: 1\n  l:\n\n# tail\nb: z\n", "k: 1\n  l:")]
    [InlineData("a: |\n  foo\n  bar\n\n# more\nb: z\n", "|\n  foo\n  bar")]
    [InlineData("a: |+\n  foo\n\n\nb: z\n", "|+\n  foo\n\n")]
    [InlineData("a: |\r\n  foo\r\n\r\nb: z\r\n", "|\r\n  foo")]
    [InlineData("a: |\n  foo\n     \nb: z\n", "|\n  foo\n     ")]
    [InlineData("a: |\n\nb: z\n", "|")]
    [InlineData("a: >-\n  foo", ">-\n  foo")]
    [InlineData("a: { k: [1, 2 ] } # c\nb: 1", "{ k: [1, 2 ] }")]
    [InlineData("a: 'it''s\n\n  so'   \nb: 1", "'it''s\n\n  so'")]
    [InlineData("a:   # c\nb: 1", "")]
    [InlineData("{a: [b ] , c: d}", "[b ]")]
    [InlineData("{ a : b , c: d}", "b")]
    public void TryParse_NodeBeforeCommentsAndBlankLines_EndsAtItsText(string text, string source)
    {
        var document = Parse(text);
        Assert.Equal(source, Source(document, document.Root.Find("a")!));
    }

    [Fact]
    public void TryParse_EmptyValues_StandBehindTheirIndicator()
    {
        var document = Parse("{a: 1, b: , c : }");
        Assert.Equal("{a: 1, b:".Length, document.Root.Find("b")!.Start);
        Assert.Equal("{a: 1, b: , c :".Length, document.Root.Find("c")!.Start);
    }

    [Fact]
    public void TryParse_JsonWithWideCharacters_PlacesCharactersNotBytes()
    {
        var document = Parse("{\n  \"é🎉\": \"日本\",\n  \"b\": [1]\n}", DocumentSyntax.Json);
        var entry = document.Root.Entries[0];
        Assert.Equal(("\"é🎉\"", "\"日本\""), (Source(document, entry.Key), Source(document, entry.Value)));
        var list = document.Root.Find("b")!;
        Assert.Equal(("[1]", 3, 8), (Source(document, list), list.Line, list.Column));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("null", true)]
    [InlineData("NULL", true)]
    [InlineData("~", true)]
    [InlineData("'null'", false)]
    [InlineData("\"~\"", false)]
    [InlineData("nUll", false)]
    public void IsNull_PlainSpellingsOnly_AreNull(string value, bool isNull) =>
        Assert.Equal(isNull, ((ScalarNode)Parse($"a: {value}\n").Root.Find("a")!).IsNull);

    [Fact]
    public void TryParse_ByteOrderMark_IsRememberedInYamlAndRefusedInJson()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Bytes("{\"a\": 1}")];
        var document = Parse(bytes);
        Assert.True(document.HasByteOrderMark);
        Assert.Equal("{\"a\": 1}", document.Text);
        Assert.Equal(FaultReason.Encoding, FaultOf(bytes, DocumentSyntax.Json).Reason);
    }
}
