using System.Security.Cryptography;

namespace RepoTickets.Core.Tests.Documents;

public sealed class DocumentVersionTests
{
    private const string OfNothing = "e3b0c44298fc1c149afbf4c8996fb924";

    [Fact]
    public void Of_AnyBytes_IsTheFirstHalfOfTheirHash()
    {
        byte[] bytes = [1, 2, 3];

        Assert.Equal(OfNothing, DocumentVersion.Of([]).ToString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes))[..32], DocumentVersion.Of(bytes).ToString());
    }

    [Theory]
    [InlineData("00000000000000000000000000000001")]
    [InlineData("00000000000000010000000000000000")]
    [InlineData("0123456789abcdeffedcba9876543210")]
    [InlineData("ffffffffffffffffffffffffffffffff")]
    public void Parse_WhatToStringWrote_IsTheSame(string text)
    {
        var version = DocumentVersion.Parse(text);

        Assert.Equal(text, version.ToString());
        Assert.Equal(version, DocumentVersion.Parse(text.ToUpperInvariant()));
        Assert.False(version.IsNone);
        Assert.NotEqual(DocumentVersion.None, version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb9240")]
    [InlineData("e3b0c44298fc1c14 afbf4c8996fb924")]
    [InlineData(" e3b0c44298fc1c149afbf4c8996fb92")]
    [InlineData("e3b0c44298fc1c1+9afbf4c8996fb924")]
    [InlineData("g3b0c44298fc1c149afbf4c8996fb924")]
    [InlineData("e3b0c44298fc1c14-afbf4c8996fb924")]
    public void Parse_AnythingElse_Throws(string text)
    {
        Assert.False(DocumentVersion.TryParse(text, out var version));
        Assert.True(version.IsNone);
        Assert.Throws<FormatException>(() => DocumentVersion.Parse(text));
    }

    [Fact]
    public void FromBytes_WhatCopyToWrote_IsTheSame()
    {
        var version = DocumentVersion.Parse("0123456789abcdeffedcba9876543210");
        var bytes = new byte[DocumentVersion.Length];

        version.CopyTo(bytes);

        Assert.Equal("0123456789ABCDEFFEDCBA9876543210", Convert.ToHexString(bytes));
        Assert.Equal(version, DocumentVersion.FromBytes(bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(15)]
    public void CopyTo_TooShort_ThrowsAndWritesNothing(int length)
    {
        var bytes = new byte[length];

        Assert.Throws<ArgumentException>(() => DocumentVersion.Of([]).CopyTo(bytes));

        Assert.All(bytes, static one => Assert.Equal(0, one));
        Assert.Throws<ArgumentException>(() => DocumentVersion.FromBytes(bytes));
    }
}
