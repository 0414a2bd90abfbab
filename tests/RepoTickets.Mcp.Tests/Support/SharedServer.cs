namespace RepoTickets.Mcp.Tests.Support;

/// <summary>One server for the tests of a class that change nothing: starting one takes most of a test's time.</summary>
public class SharedServer : IAsyncLifetime
{
    private TestRepository? _repository;
    private TestServer? _server;

    internal TestRepository Repository => _repository!;

    internal TestServer Server => _server!;

    private protected virtual string[] Arguments => [];

    public async Task InitializeAsync()
    {
        _repository = await TestRepository.CreateAsync();
        await FillAsync(_repository);
        _server = await TestServer.StartAsync(_repository, Arguments);
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        _repository!.Dispose();
    }

    private protected virtual Task FillAsync(TestRepository repository) => Task.CompletedTask;
}

/// <summary>A server that is limited to the label <c>bug</c>: SEEN-1 carries it, HIDDEN-1 does not and is claimed by somebody.</summary>
public sealed class LimitedServer : SharedServer
{
    private protected override string[] Arguments => ["--labels", "bug"];

    private protected override async Task FillAsync(TestRepository repository)
    {
        await HiddenAndSeen.FillAsync(repository);
        await using var unlimited = await TestServer.StartAsync(repository);
        var claim = await unlimited.CallAsync("claim_next", new { holder = "other", query = "id:HIDDEN-1" });
        Assert.Equal("HIDDEN-1", claim.GetProperty("id").GetString());
    }
}
