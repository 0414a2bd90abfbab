using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;
using static RepoTickets.Storage.Tests.Text.Values;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>What the check behind the editor refuses, whatever the editor may have done.</summary>
public sealed class EditVerificationTests
{
    private const string Old = "a: 1\nq: 'x'\nl: [p, q]\nc:\n- id: '1'\n  t: x\nzz: unknown\n";

    [Fact]
    public void Check_WhatWasAskedFor_IsAccepted() => Check("a: 2\nq: 'x'\nl: [p, q]\nc:\n- id: '1'\n  t: x\nzz: unknown\n");

    [Theory]
    [InlineData("a: 1\nq: 'x'\nl: [p, q]\nc:\n- id: '1'\n  t: x\nzz: unknown\n", "a")] // Not changed.
    [InlineData("a: 2\nq: 'x'\nl: [p, q]\nc:\n- id: '1'\n  t: x\nzz: unknown\nextra: 1\n", "the file")] // A field too many.
    [InlineData("a: 2\nq: 'x'\nl: [p, q]\nc:\n- id: '1'\n  t: x\n", "zz")] // A key lost that nobody knows.
    [InlineData("a: 2\nq: 'x'\nl: [p, q]\nc:\n- id: '1'\n  t: x\nzz: other\n", "zz")] // Such a key changed.
    // Quotes lost: other readers may take it for something else.
    [InlineData("a: 2\nq: x\nl: [p, q]\nc:\n- id: '1'\n  t: x\nzz: unknown\n", "q")]
    [InlineData("a: 2\nq: 'x'\nl: [q, p]\nc:\n- id: '1'\n  t: x\nzz: unknown\n", "l")] // Another order.
    [InlineData("a: 2\nq: 'x'\nl:\n- p\n- q\nc:\n- id: '1'\n  t: x\nzz: unknown\n", "l")] // Another form.
    [InlineData("a: 2\nq: 'x'\nl: [p, q]\nc:\n- id: '1'\n  t: w\nzz: unknown\n", "c")] // A field of an item.
    [InlineData("a: 2\nq: 'x'\nl: [p, q]\nc:\n- id: '1'\n  t: x\n- id: '2'\nzz: unknown\n", "c")] // An item too many.
    [InlineData("a: 2\nq: 'x\nl: [p, q]\n", "unreadable")]
    public void Check_AnythingElse_IsRefusedByName(string edited, string named)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Check(edited));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    private static void Check(string edited)
    {
        var old = Parse(Old);
        var before = Read(old).Without("zz");
        var wanted = Literal("2");
        var rendered = new Dictionary<DocumentNode, DocumentValue> { [old.Root.Find("a")!] = wanted };
        EditVerification.Check(old, Bytes(edited), before, before.With("a", wanted), rendered);
    }
}
