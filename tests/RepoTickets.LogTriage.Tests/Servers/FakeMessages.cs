namespace RepoTickets.LogTriage.Tests.Servers;

/// <summary>A request as it came over the wire.</summary>
internal sealed record FakeRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    internal string Header(string name) => Headers.TryGetValue(name, out var value) ? value : "";
}

/// <summary>An answer.</summary>
internal sealed record FakeResponse(int Status, string Body = "", IReadOnlyDictionary<string, string>? Headers = null)
{
    /// <summary>The body when it is no text.</summary>
    internal byte[]? Bytes { get; init; }

    internal static FakeResponse Json(string body, int status = 200) => new(status, body);
}
