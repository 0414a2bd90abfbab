using System.Text;
using System.Text.Json;
using RepoTickets.LogTriage.Layouts;

namespace RepoTickets.Benchmarks.Grouping;

/// <summary>A labelled log: JSON Lines with <c>line</c> (raw), <c>content</c> (without header) and <c>eventId</c> (the label).</summary>
internal sealed record LabelledSet(string Name, string[] Contents, string[] Lines, string[] Labels)
{
    /// <summary>All sets in a folder and the folders in it.</summary>
    internal static IReadOnlyList<LabelledSet> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The lines without what the recogniser of headers takes off.</summary>
    internal string[] WithoutHeaders() => Array.ConvertAll(Lines, line =>
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        return Encoding.UTF8.GetString(bytes.AsSpan(HeaderReader.Read(bytes, DateTimeOffset.UnixEpoch).MessageStart));
    });

    private static LabelledSet Read(string path)
    {
        var rows = File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        string[] All(string name) => [.. rows.Select(row => row.GetProperty(name).GetString()!)];
        return new(Path.GetFileNameWithoutExtension(path), All("content"), All("line"), All("eventId"));
    }
}
