using System.Text;
using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;

namespace RepoTickets.Storage.Tests.Text;

public sealed class DocumentTextFaultTests
{
    [Theory]
    [InlineData("", FaultReason.Syntax, 1, 1)]
    [InlineData("# only\n# comments\n", FaultReason.Syntax, 1, 1)]
    [InlineData("---\n...\n", FaultReason.Content, 0, 0)]
    [InlineData("just text\n", FaultReason.Content, 1, 1)]
    [InlineData("- a\n- b\n", FaultReason.Content, 1, 1)]
    [InlineData("[a]\n", FaultReason.Content, 1, 1)]
    [InlineData("a: 1\nb: 2\na: 3\n", FaultReason.DuplicateKey, 3, 1)]
    [InlineData("a:\n- b: 1\n  'b': 2\n", FaultReason.DuplicateKey, 3, 3)]
    [InlineData("a: {b: 1, \"b\": 2}\n", FaultReason.DuplicateKey, 1, 11)]
    [InlineData("a: &x 1\n", FaultReason.Limit, 1, 4)]
    [InlineData("a: *x\n", FaultReason.Limit, 1, 4)]
    [InlineData("a: &x [*x]\n", FaultReason.Limit, 1, 4)]
    [InlineData("&k a: 1\n", FaultReason.Limit, 1, 1)]
    [InlineData("&r\na: 1\n", FaultReason.Limit, 1, 1)]
    [InlineData("<<: {a: 1}\n", FaultReason.Limit, 1, 1)]
    [InlineData("a: !!str 1\n", FaultReason.Syntax, 1, 4)]
    [InlineData("a: !!System.IO.FileInfo {FileName: x}\n", FaultReason.Syntax, 1, 4)]
    [InlineData("a: !<tag:yaml.org,2002:str> 1\n", FaultReason.Syntax, 1, 4)]
    [InlineData("%TAG ! tag:x,2000:\n---\na: 1\n", FaultReason.Syntax, 1, 1)]
    [InlineData("? a\n: b\n", FaultReason.Syntax, 1, 3)]
    [InlineData("? [a]\n: b\n", FaultReason.Syntax, 1, 3)]
    [InlineData("{a: b}: c\n", FaultReason.Syntax, 1, 1)]
    [InlineData("a: [b: c]\n", FaultReason.Syntax, 0, 0)]
    [InlineData("{a: 1, b}\n", FaultReason.Syntax, 1, 8)]
    [InlineData(": a\n", FaultReason.Syntax, 1, 1)]
    [InlineData("a: 1\n---\nb: 2\n", FaultReason.Syntax, 2, 1)]
    [InlineData("a: 1\n...\nb\n", FaultReason.Syntax, 3, 1)]
    [InlineData("a: 1\nb\n", FaultReason.Syntax, 2, 1)]
    [InlineData("a: 'x\n", FaultReason.Syntax, 1, 4)]
    [InlineData("a: [x\n", FaultReason.Syntax, 2, 1)]
    [InlineData("\ta: 1\n", FaultReason.Syntax, 1, 2)]
    [InlineData("a:\n\tb: 1\n", FaultReason.Syntax, 0, 0)]
    [InlineData("a: \"\\uD83C\"\n", FaultReason.Syntax, 1, 4)]
    [InlineData("a: \"\\uD83C\\u0041\"\n", FaultReason.Syntax, 0, 0)]
    public void TryParse_UnreadableYaml_IsFaultWithPlace(string text, FaultReason reason, int line, int column)
    {
        var fault = FaultOf(text);
        Assert.Equal(reason, fault.Reason);
        if (line > 0)
        {
            Assert.Equal((line, column), (fault.Line, fault.Column));
        }
    }

    [Theory]
    [InlineData("", FaultReason.Syntax)]
    [InlineData("[1]", FaultReason.Content)]
    [InlineData("\"x\"", FaultReason.Content)]
    [InlineData("{\"a\": 1, \"b\": {\"c\": 1, \"c\": 2}}", FaultReason.DuplicateKey)]
    [InlineData("{\"a\": 1,}", FaultReason.Syntax)]
    [InlineData("{\"a\": 1} // c", FaultReason.Syntax)]
    [InlineData("{\"a\": 1} {}", FaultReason.Syntax)]
    [InlineData("{\"a\": \"\\ud83c\"}", FaultReason.Encoding)]
    [InlineData("{\"a\": NaN}", FaultReason.Syntax)]
    [InlineData("{\"a\": 'x'}", FaultReason.Syntax)]
    [InlineData("{\"a\": \"x\ny\"}", FaultReason.Syntax)]
    public void TryParse_UnreadableJson_IsFaultWithPlace(string text, FaultReason reason) =>
        Assert.Equal(reason, FaultOf(text, DocumentSyntax.Json).Reason);

    [Fact]
    public void TryParse_JsonFaultBehindWideCharacters_CountsCharacters()
    {
        var fault = FaultOf("{\n  \"é日\": x}", DocumentSyntax.Json);
        Assert.Equal((2, 9), (fault.Line, fault.Column));
    }

    public static TheoryData<byte[]> NotText => new()
    {
        new byte[] { 0xFF, 0xFE, 0x61, 0x00 },
        new byte[] { 0xFE, 0xFF, 0x00, 0x61 },
        Encoding.Unicode.GetBytes("a: 1\n"),
        Bytes("a: x\0y\n"),
        Bytes("a: x\u0007y\n"),
        Bytes("a: \u001B[31m\n"),
        new byte[] { 0x61, 0x3A, 0x20, 0x80, 0x0A },
        new byte[] { 0x61, 0x3A, 0x20, 0xC0, 0xAF, 0x0A },
        new byte[] { 0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80, 0x0A },
        new byte[] { 0x61, 0x3A, 0x20, 0xE2, 0x82 },
        new byte[] { 0x61, 0x3A, 0x20, 0xF4, 0x90, 0x80, 0x80 },
    };

    [Theory]
    [MemberData(nameof(NotText))]
    public void TryParse_NotUtf8Text_IsEncodingFault(byte[] bytes) => Assert.Equal(FaultReason.Encoding, FaultOf(bytes).Reason);

    [Fact]
    public void TryParse_BadByteOnThirdLine_NamesLineAndColumn()
    {
        var fault = FaultOf([.. Bytes("a: é\r\nb: 1\r\nc: x"), 0xFF]);
        Assert.Equal((3, 5), (fault.Line, fault.Column));
    }

    [Fact]
    public void TryParse_OverByteLimit_IsLimitFault()
    {
        var limits = new TextLimits { MaximumBytes = 4 };
        Assert.Equal(FaultReason.Limit, FaultOf(Bytes("a: 12"), limits: limits).Reason);
        Assert.True(DocumentText.TryParse(DocumentSyntax.Yaml, Bytes("a: 1"), limits, out _, out _));
    }

    [Fact]
    public void TryParse_OverNodeOrDepthLimit_IsLimitFault()
    {
        var nodes = new TextLimits { MaximumNodes = 5 };
        Assert.True(DocumentText.TryParse(DocumentSyntax.Yaml, Bytes("a: 1\nb: 2\n"), nodes, out _, out _));
        Assert.Equal(FaultReason.Limit, FaultOf(Bytes("a: 1\nb: [2]\n"), limits: nodes).Reason);
        Assert.Equal(FaultReason.Limit, FaultOf(Bytes("{\"a\": 1, \"b\": [2]}"), DocumentSyntax.Json, nodes).Reason);
        var depth = new TextLimits { MaximumDepth = 2 };
        Assert.True(DocumentText.TryParse(DocumentSyntax.Json, Bytes("{\"a\": [1]}"), depth, out _, out _));
        Assert.Equal(FaultReason.Limit, FaultOf(Bytes("{\"a\": [[1]]}"), DocumentSyntax.Json, depth).Reason);
        Assert.Equal(FaultReason.Limit, FaultOf(Bytes("a:\n- - 1\n"), limits: depth).Reason);
    }
}
