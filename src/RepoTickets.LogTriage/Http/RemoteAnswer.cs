namespace RepoTickets.LogTriage.Http;

/// <summary>What a remote answered: a status of 2xx and the whole body.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
internal sealed record RemoteAnswer(int Status, byte[] Body);
