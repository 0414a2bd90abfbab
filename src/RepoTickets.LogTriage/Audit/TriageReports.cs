using System.Globalization;
using System.Text.Json;
using RepoTickets.LogTriage.Sources;

namespace RepoTickets.LogTriage;

/// <summary>Reads audit logs. Lines are read one by one, whatever the length of the log.</summary>
public static class TriageReports
{
    private const int LongestLine = 1 << 20;

    /// <summary>Adds an audit log up.</summary>
    /// <param name="path">The log, such as <c>.tickets/.sdk/triage/audit.jsonl</c>.</param>
    /// <param name="grouping">By what to count.</param>
    /// <param name="filter">Which lines count; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="LogSourceException">The log cannot be read.</exception>
    public static async ValueTask<TriageReport> ReadAsync(
        string path, ReportGrouping grouping, ReportFilter? filter = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
            await using (stream.ConfigureAwait(false))
            {
                return await ReadAsync(stream, grouping, filter, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LogSourceException($"{DisplayText.Escape(path, 300)} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Adds an audit log up that somebody else opened. The stream is not closed.</summary>
    public static async ValueTask<TriageReport> ReadAsync(
        Stream stream, ReportGrouping grouping, ReportFilter? filter = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var rows = new SortedDictionary<string, ReportRow>(StringComparer.Ordinal);
        var lines = new LineSplitter(LongestLine, 0);
        var unreadable = 0L;
        var isEnd = false;
        while (!isEnd)
        {
            isEnd = await lines.FillAsync(stream, cancellationToken).ConfigureAwait(false) == 0;
            while (lines.TryRead(out var line) || (isEnd && lines.TryReadRest(out line)))
            {
                unreadable += Take(line, grouping, filter ?? new(), rows) ? 0 : 1;
            }
        }

        var total = rows.Values.Aggregate(new ReportRow("total", 0, 0, 0, 0, 0), static (sum, row) => new(
            sum.Key, sum.Groups + row.Groups, sum.Records + row.Records, sum.Created + row.Created, sum.Duplicates + row.Duplicates, sum.Failed + row.Failed));
        return new TriageReport(grouping, [.. rows.Values], total, unreadable);
    }

    /// <summary>False when the line cannot be read.</summary>
    private static bool Take(in LogLine line, ReportGrouping grouping, ReportFilter filter, SortedDictionary<string, ReportRow> rows)
    {
        if (line.Bytes.IsEmpty)
        {
            return true;
        }

        try
        {
            using var document = JsonDocument.Parse(line.Bytes);
            var root = document.RootElement;
            var time = root.GetProperty("timestamp"u8).GetDateTimeOffset();
            var decision = root.GetProperty("decision"u8).GetString() ?? "";
            if (!Passes(root, time, decision, filter))
            {
                return true;
            }

            var key = grouping switch
            {
                ReportGrouping.Day => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ReportGrouping.Hour => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture),
                ReportGrouping.Decision => decision,
                _ => Text(root, "error_type"u8) ?? "(not analysed)",
            };
            var row = rows.GetValueOrDefault(key) ?? new ReportRow(key, 0, 0, 0, 0, 0);
            rows[key] = new ReportRow(
                key,
                row.Groups + 1,
                row.Records + root.GetProperty("occurrences"u8).GetInt64(),
                row.Created + (decision == "created" ? 1 : 0),
                row.Duplicates + (decision == "duplicate" ? 1 : 0),
                row.Failed + (decision == "dead-lettered" ? 1 : 0));
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return false;
        }
    }

    private static bool Passes(JsonElement root, DateTimeOffset time, string decision, ReportFilter filter) =>
        (filter.Since is null || time >= filter.Since) &&
        (filter.Until is null || time < filter.Until) &&
        (filter.Decision is null || filter.Decision == decision) &&
        (filter.Service is null || filter.Service == Text(root, "service"u8)) &&
        (filter.ErrorType is null || filter.ErrorType == Text(root, "error_type"u8)) &&
        (filter.Severity is null || filter.Severity == Text(root, "severity"u8));

    private static string? Text(JsonElement root, ReadOnlySpan<byte> name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
}
