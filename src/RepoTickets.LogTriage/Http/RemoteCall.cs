namespace RepoTickets.LogTriage.Http;

/// <summary>One call of a remote.</summary>
/// <param name="Endpoint">What its rate is counted under, such as <c>search</c>.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below the remote's address, without a leading slash; its parts are checked by the adapter.</param>
/// <param name="Body">The body as JSON in UTF-8; null for none.</param>
/// <param name="IsRepeatable">Calling twice has the effect of calling once.</param>
internal sealed record RemoteCall(string Endpoint, HttpMethod Method, string Path, byte[]? Body = null, bool IsRepeatable = true);
