using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace RepoTickets.CommandLine.Logging;

/// <summary>
/// What is logged, set by <c>tickets logs</c> and kept with the store, so that it holds for every later command. Local to a clone.
/// </summary>
/// <param name="Level">From which level on; <see cref="LogLevel.None"/> for nothing.</param>
/// <param name="Json">JSON lines instead of lines for people.</param>
/// <param name="File">A file beside standard error; null for none. Relative to the local folder of the store.</param>
internal sealed record LogSettings(LogLevel Level, bool Json, string? File)
{
    private const string FileName = "command-line.json";

    internal static LogSettings Off { get; } = new(LogLevel.None, false, null);

    internal bool IsOn => Level != LogLevel.None;

    internal static string PathIn(string localFolder) => Path.Join(localFolder, FileName);

    /// <summary>A file that cannot be understood counts as none: what is logged must not stop a command from running.</summary>
    internal static LogSettings Read(string localFolder)
    {
        var path = PathIn(localFolder);
        if (!System.IO.File.Exists(path))
        {
            return Off;
        }

        try
        {
            using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
            var log = document.RootElement.GetProperty("log");
            return new(
                LogLevels.TryParse(log.GetProperty("level").GetString(), out var level) ? level : LogLevel.None,
                log.GetProperty("format").GetString() == "json",
                log.TryGetProperty("file", out var file) ? file.GetString() : null);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            return Off;
        }
    }

    internal void Write(string localFolder)
    {
        Directory.CreateDirectory(localFolder);
        var path = PathIn(localFolder);
        var temporary = path + ".tmp";
        using (var stream = System.IO.File.Create(temporary))
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

        System.IO.File.Move(temporary, path, overwrite: true);
    }
}
