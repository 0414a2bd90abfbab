using System.Globalization;

namespace RepoTickets.Batch.Fields;

/// <summary>What reading one ticket needs beside the text, and where it reports to.</summary>
internal sealed class ReadContext(
    TimeZoneInfo zone, DateTimeOffset now, IIdentifierGenerator identifiers, Action<long, string, string> report)
{
    /// <summary>Where each field stands, by its path.</summary>
    internal Dictionary<string, long> Places { get; } = new(StringComparer.Ordinal);

    internal TimeZoneInfo Zone { get; } = zone;

    internal DateTimeOffset Now { get; } = now;

    internal void Report(long offset, string path, string reason) => report(offset, path, reason);

    internal string NextItemId() => (identifiers.NextBits() >> 32).ToString("x8", CultureInfo.InvariantCulture);
}
