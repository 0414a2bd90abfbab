using System.Collections.Concurrent;
using System.Text.Json;
using ModelContextProtocol.Client;
using RepoTickets.Mcp.Tests.Support;

namespace RepoTickets.Mcp.Tests.Processes;

/// <summary>How a server begins and ends, and what it leaves behind.</summary>
public sealed class ServerProcessTests
{
    private const string Begin =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";
    private const string Begun = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";

    [Fact]
    public async Task EndOfInput_AfterRequests_EndsTheProcessWhenTheyAreAnswered()
    {
        using var repository = await TestRepository.CreateAsync();
        using var server = ServerProcess.Start("--repo", repository.Folder);
        var input = server.Process.StandardInput;
        await input.WriteLineAsync(Begin);
        await input.WriteLineAsync(Begun);
        await input.WriteLineAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");
        await input.WriteLineAsync(
            """{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"create_ticket","arguments":{"title":"Made at the end"}}}""");
        await input.FlushAsync();
        var lines = new List<JsonElement>();
        while (lines.Count < 3)
        {
            lines.Add(JsonElement.Parse((await server.Process.StandardOutput.ReadLineAsync())!));
        }

        input.Close();
        var rest = await server.Process.StandardOutput.ReadToEndAsync();
        var (exitCode, errors) = await server.EndAsync();
        Assert.Equal((0, ""), (exitCode, rest));
        Assert.Equal("", errors);
        Assert.Equal([1, 2, 3], lines.Select(static line => line.GetProperty("id").GetInt32()).Order());
        Assert.Equal("Made at the end", (await repository.ReadAsync("MADE-1")).Title);
        await repository.AssertWholeAsync();
    }

    [Fact]
    public async Task Output_WhateverComesIn_IsTheProtocolAlone()
    {
        using var repository = await TestRepository.CreateAsync();
        using var server = ServerProcess.Start("--repo", repository.Folder);
        var input = server.Process.StandardInput;
        foreach (var line in new[]
        {
            "nonsense", "{\"jsonrpc\":", "[]", "\u0000", Begin, Begun,
            """{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"show_ticket","arguments":{"id":"\ud800"}}}""",
            """{"jsonrpc":"2.0","id":5,"method":"no/such"}""",
            """{"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"list_tickets","arguments":{}}}""",
        })
        {
            await input.WriteLineAsync(line);
        }

        await input.FlushAsync();
        var answered = new HashSet<int>();
        while (!answered.IsSupersetOf([1, 5, 6]))
        {
            var answer = JsonElement.Parse((await server.Process.StandardOutput.ReadLineAsync().WaitAsync(ServerProcess.Patience))!);
            Assert.Equal("2.0", answer.GetProperty("jsonrpc").GetString());
            if (answer.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number)
            {
                answered.Add(id.GetInt32());
            }
        }

        input.Close();
        Assert.Equal(0, (await server.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Kill_InTheMiddleOfChanges_LeavesAWholeStoreWithAllThatWasAcknowledged()
    {
        const int Acknowledgements = 10;
        using var repository = await TestRepository.CreateAsync();
        using var server = ServerProcess.Start("--repo", repository.Folder);
        var acknowledged = new ConcurrentBag<string>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var client = await server.ConnectAsync())
        {
            var writers = Enumerable.Range(0, 4).Select(writer => WriteAsync(client, writer, acknowledged, () =>
            {
                if (acknowledged.Count >= Acknowledgements)
                {
                    enough.TrySetResult();
                }
            })).ToList();
            await enough.Task.WaitAsync(ServerProcess.Patience);
            server.Process.Kill();
            await Task.WhenAll(writers).WaitAsync(ServerProcess.Patience);
        }

        await server.EndAsync();
        await using (var store = await repository.OpenAsync())
        {
            foreach (var id in acknowledged)
            {
                Assert.NotNull(await store.GetAsync(TicketId.Parse(id)));
            }
        }

        await repository.AssertWholeAsync();
        await using var next = await TestServer.StartAsync(repository);
        await next.CallAsync("create_ticket", new { title = "Goes on" });
    }

    private static async Task WriteAsync(McpClient client, int writer, ConcurrentBag<string> acknowledged, Action told)
    {
        try
        {
            for (var i = 0; i < 100_000; i++)
            {
                var result = await client.CallToolAsync("create_ticket", new Dictionary<string, object?> { ["title"] = $"W{writer} {i}" });
                acknowledged.Add(result.StructuredContent!.Value.GetProperty("id").GetString()!);
                told();
            }
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            // The server was killed: whatever the client makes of that.
        }
    }
}
