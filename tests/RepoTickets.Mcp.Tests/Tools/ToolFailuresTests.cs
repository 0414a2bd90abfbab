using RepoTickets.Mcp.Tools;

namespace RepoTickets.Mcp.Tests.Tools;

public sealed class ToolFailuresTests
{
    [Fact]
    public void FaultOfTheServer_WhateverItsType_IsNotExplainedAsTheClients()
    {
        Assert.False(ToolFailures.TryExplain(new ArgumentException("Ours."), out _));
        Assert.False(ToolFailures.TryExplain(new FormatException("Ours."), out _));
        Assert.False(ToolFailures.TryExplain(new OverflowException("Ours."), out _));
        var wrong = Assert.Throws<ToolArgumentException>(() => ToolArguments.Read("status", "x", static () => TicketStatus.Parse("??")));
        Assert.True(ToolFailures.TryExplain(wrong, out _));
    }
}
