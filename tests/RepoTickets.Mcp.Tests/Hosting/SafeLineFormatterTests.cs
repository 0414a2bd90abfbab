using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Mcp.Hosting;

namespace RepoTickets.Mcp.Tests.Hosting;

public sealed class SafeLineFormatterTests
{
    [Fact]
    public void Write_OfAHostileMessage_IsOneLineThatCannotActOnATerminal()
    {
        using var output = new StringWriter();
        var entry = new LogEntry<string>(
            LogLevel.Error, "RepoTickets.Mcp", default, "Title \u001b]0;owned\u0007\nnext", new IOException("disk\r\nfull\u202e"),
            static (state, _) => state);
        new SafeLineFormatter().Write(entry, null, output);
        var text = output.ToString();
        Assert.StartsWith(
            "Error: RepoTickets.Mcp: Title \\u001B]0;owned\\u0007\\u000Anext (System.IO.IOException: disk\\u000D\\u000Afull\\u202E", text,
            StringComparison.Ordinal);
        Assert.Equal(text.Length - 1, text.IndexOf('\n', StringComparison.Ordinal));
    }
}
