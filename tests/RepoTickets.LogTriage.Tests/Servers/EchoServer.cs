using System.Collections.Concurrent;

namespace RepoTickets.LogTriage.Tests.Servers;

/// <summary>Answers everything with 200 and counts what had an effect.</summary>
internal sealed class EchoServer : FakeHttpServer
{
    private readonly ConcurrentQueue<string> _effects = new();

    internal IReadOnlyCollection<string> Effects => _effects;

    protected override Task<FakeResponse> HandleAsync(FakeRequest request, CancellationToken cancellationToken)
    {
        _effects.Enqueue(request.Path);
        return Task.FromResult(FakeResponse.Json("""{"ok":true,"filler":"0123456789"}"""));
    }
}
