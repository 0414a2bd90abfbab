using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace RepoTickets.Mcp.Tests.Support;

/// <summary>The built server as a real process, and the package's own client connected to it over stdio.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly List<string> _errorLines;
    private IList<McpClientTool>? _tools;

    private TestServer(McpClient client, List<string> errorLines)
    {
        Client = client;
        _errorLines = errorLines;
    }

    internal McpClient Client { get; }

    internal static Task<TestServer> StartAsync(TestRepository repository, params string[] arguments) =>
        StartAsync(repository, null, arguments);

    internal static async Task<TestServer> StartAsync(TestRepository repository, McpClientOptions? options, string[] arguments)
    {
        var errorLines = new List<string>();
        var transport = new StdioClientTransport(new()
        {
            Command = "dotnet",
            Arguments = [ServerProcess.Program, "--repo", repository.Folder, .. arguments],
            WorkingDirectory = Path.GetTempPath(),
            StandardErrorLines = line =>
            {
                lock (errorLines)
                {
                    errorLines.Add(line);
                }
            },
        });
        using var patience = new CancellationTokenSource(ServerProcess.Patience);
        return new(await McpClient.CreateAsync(transport, options, cancellationToken: patience.Token), errorLines);
    }

    /// <summary>Calls a tool that must succeed; what it answers must have the form that the tool was listed with.</summary>
    internal async Task<JsonElement> CallAsync(string tool, object? arguments = null)
    {
        var result = await TryAsync(tool, arguments);
        Assert.True(result.IsError is not true, $"{tool}: {Text(result)}\n{Errors}");
        var answer = result.StructuredContent!.Value;
        _tools ??= await Client.ListToolsAsync();
        var listed = _tools.Single(known => known.Name == tool);
        Assert.Empty(SchemaCheck.Find(listed.ProtocolTool.OutputSchema!.Value, answer, "$"));
        Assert.True(JsonElement.DeepEquals(answer, JsonElement.Parse(Text(result))), "Text and structured content differ.");
        return answer;
    }

    /// <summary>Calls a tool that must fail.</summary>
    internal async Task<ToolError> FailAsync(string tool, object? arguments = null)
    {
        var result = await TryAsync(tool, arguments);
        Assert.True(result.IsError is true, $"{tool} should have failed: {Text(result)}");
        Assert.Null(result.StructuredContent);
        var blocks = result.Content.Cast<TextContentBlock>().ToList();
        return new(blocks[0].Text, JsonElement.Parse(blocks[1].Text));
    }

    internal async Task<CallToolResult> TryAsync(string tool, object? arguments = null)
    {
        var members = arguments is JsonElement element ? element : JsonSerializer.SerializeToElement(arguments ?? new { });
        using var patience = new CancellationTokenSource(ServerProcess.Patience);
        return await Client.CallToolAsync(
            tool, members.EnumerateObject().ToDictionary(static member => member.Name, static member => (object?)member.Value),
            cancellationToken: patience.Token);
    }

    /// <summary>The identifiers of a list.</summary>
    internal async Task<List<string>> IdsAsync(string tool, object? arguments = null) =>

        [
            .. (await CallAsync(tool, arguments))
                .GetProperty("items")
                .EnumerateArray()
                .Select(static item => item.GetProperty("id").GetString()!),
        ];

    internal async Task<string> VersionAsync(string id) =>
        (await CallAsync("show_ticket", new { id })).GetProperty("document_version").GetString()!;

    internal string Errors
    {
        get
        {
            lock (_errorLines)
            {
                return string.Join('\n', _errorLines);
            }
        }
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();

    private static string Text(CallToolResult result) =>
        string.Join('\n', result.Content.OfType<TextContentBlock>().Select(static block => block.Text));
}

/// <summary>What a tool says when it cannot.</summary>
internal sealed record ToolError(string Sentence, JsonElement Details)
{
    internal string Code => Details.GetProperty("code").GetString()!;

    internal IEnumerable<string> Fields =>
        Details.GetProperty("problems").EnumerateArray().Select(static problem => problem.GetProperty("field").GetString()!);
}
