using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RepoTickets.LogTriage;

/// <summary>By what a report counts.</summary>
public enum ReportGrouping
{
    /// <summary>By day, UTC.</summary>
    Day,

    /// <summary>By hour, UTC.</summary>
    Hour,

    /// <summary>By decision.</summary>
    Decision,

    /// <summary>By kind of fault.</summary>
    ErrorType,
}

/// <summary>Which lines of the audit log count. A filter that is null lets everything pass.</summary>
public sealed record ReportFilter
{
    /// <summary>From this time on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of this service.</summary>
    public string? Service { get; init; }

    /// <summary>Of this kind of fault.</summary>
    public string? ErrorType { get; init; }

    /// <summary>With this decision, such as <c>created</c>.</summary>
    public string? Decision { get; init; }

    /// <summary>Of this severity, such as <c>high</c>.</summary>
    public string? Severity { get; init; }
}

/// <summary>One row of a report.</summary>
/// <param name="Key">The day, hour, decision or kind.</param>
/// <param name="Groups">How many outcomes.</param>
/// <param name="Records">How many records they stand for.</param>
/// <param name="Created">How many tickets were filed.</param>
/// <param name="Duplicates">How many were duplicates.</param>
/// <param name="Failed">How many were given up.</param>
public sealed record ReportRow(string Key, long Groups, long Records, long Created, long Duplicates, long Failed);

/// <summary>What an audit log adds up to.</summary>
/// <param name="Grouping">By what the rows count.</param>
/// <param name="Rows">The rows in the order of their keys.</param>
/// <param name="Total">All rows together.</param>
/// <param name="Unreadable">Lines that could not be read, such as one that a crash tore.</param>
public sealed record TriageReport(ReportGrouping Grouping, IReadOnlyList<ReportRow> Rows, ReportRow Total, long Unreadable)
{
    /// <summary>A table for people.</summary>
    public string ToText()
    {
        var width = Math.Max(8, Rows.Select(static row => row.Key.Length).DefaultIfEmpty(0).Max());
        var text = new StringBuilder();
        text.Append(Grouping.ToString().PadRight(width)).Append("   groups   records   created   duplicates   failed\n");
        foreach (var row in Rows.Append(Total))
        {
            text.Append(DisplayText.Escape(row.Key, 200).PadRight(width)).Append(
                CultureInfo.InvariantCulture, $"{row.Groups,9}{row.Records,10}{row.Created,10}{row.Duplicates,13}{row.Failed,9}\n");
        }

        return Unreadable == 0 ? text.ToString() : text.Append(CultureInfo.InvariantCulture, $"{Unreadable} lines could not be read.\n").ToString();
    }

    /// <summary>Comma-separated values with a header; keys that a spreadsheet would take for a formula are quoted with an apostrophe.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder("key,groups,records,created,duplicates,failed\n");
        foreach (var row in Rows)
        {
            var key = row.Key.Length > 0 && row.Key[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + row.Key : row.Key;
            text.Append(CultureInfo.InvariantCulture, $"\"{key.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{row.Groups},{row.Records},{row.Created},{row.Duplicates},{row.Failed}\n");
        }

        return text.ToString();
    }

    /// <summary>JSON.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("by"u8, Grouping.ToString());
            writer.WriteNumber("unreadable"u8, Unreadable);
            writer.WriteStartArray("rows"u8);
            foreach (var row in Rows)
            {
                WriteRow(writer, row);
            }

            writer.WriteEndArray();
            writer.WritePropertyName("total"u8);
            WriteRow(writer, Total);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteRow(Utf8JsonWriter writer, ReportRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("key"u8, row.Key);
        writer.WriteNumber("groups"u8, row.Groups);
        writer.WriteNumber("records"u8, row.Records);
        writer.WriteNumber("created"u8, row.Created);
        writer.WriteNumber("duplicates"u8, row.Duplicates);
        writer.WriteNumber("failed"u8, row.Failed);
        writer.WriteEndObject();
    }
}
