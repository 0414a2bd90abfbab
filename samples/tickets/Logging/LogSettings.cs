using System.Text.Json;
using Microsoft.Extensions.Logging;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Reports;

namespace RepoTickets.CommandLine.Logging;

/// <summary>
/// What is logged, set by <c>tickets logs</c> and kept with the store, so that it holds for every later command. Local to a clone, unless
/// somebody tracks it all the same: what it says is not trusted.
/// </summary>
/// <param name="Level">From which level on; <see cref="LogLevel.None"/> for nothing.</param>
/// <param name="Json">JSON lines instead of lines for people.</param>
/// <param name="File">A file beside standard error; null for none. In the local folder of the store (<see cref="LogPath"/>).</param>
internal sealed record LogSettings(LogLevel Level, bool Json, string? File)
{
    internal const string FileName = "command-line.json";

    private const int LongestFile = 64 << 10;

    internal static LogSettings Off { get; } = new(LogLevel.None, false, null);

    internal bool IsOn => Level != LogLevel.None;

    internal static string PathIn(string localFolder) => Path.Join(localFolder, FileName);

    /// <summary>A file that cannot be understood counts as none: what is logged must not stop a command from running.</summary>
    internal static LogSettings Read(string localFolder)
    {
        var file = new FileInfo(PathIn(localFolder));
        try
        {
            if (!file.Exists || file.LinkTarget is not null || file.Length > LongestFile)
            {
                return Off;
            }

            using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(file.FullName));
            var log = document.RootElement.GetProperty("log");
            return new(
                LogLevels.TryParse(log.GetProperty("level").GetString(), out var level) ? level : LogLevel.None,
                log.GetProperty("format").GetString() == "json",
                log.TryGetProperty("file", out var name) ? name.GetString() : null);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IOException
            or UnauthorizedAccessException)
        {
            return Off;
        }
    }

    internal void Write(string localFolder)
    {
        Directory.CreateDirectory(localFolder);
        var path = PathIn(localFolder);

        // Several may set it at once, and a draft may be left from a process that was killed: each has its own.
        var draft = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            using (var writer = new Utf8JsonWriter(stream, new() { Indented = true }))
            {
                writer.WriteStartObject();
                writer.WriteStartObject("log");
                writer.WriteString("level", LogLevels.Write(Level));
                writer.WriteString("format", Json ? "json" : "human");
                writer.WriteString("file", File);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            System.IO.File.Move(draft, path, overwrite: true);
        }
        catch (Exception exception) when (WrittenFile.IsRefusal(exception))
        {
            AtomicFile.Remove(draft);
            throw WrittenFile.Explain(exception, draft, path);
        }
    }
}
