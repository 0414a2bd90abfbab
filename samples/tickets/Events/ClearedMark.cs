using System.Globalization;
using System.Text.Json;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Events;

/// <summary>
/// Through which event the history has been cleared. The log itself is not cut: other programs read it by number. It gets rid of old events
/// by itself.
/// </summary>
internal static class ClearedMark
{
    private const string FileName = "command-line.events.json";

    internal static long Read(string localFolder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Join(localFolder, FileName)));
            return document.RootElement.GetProperty("cleared_through").GetInt64();
        }
        catch (Exception exception)
            when (exception is IOException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Without a mark nothing is hidden.
            return 0;
        }
    }

    internal static void Write(string localFolder, long number)
    {
        var path = Path.Join(localFolder, FileName);
        try
        {
            File.WriteAllText(path + ".tmp", string.Create(CultureInfo.InvariantCulture, $"{{\"cleared_through\": {number}}}\n"));
            File.Move(path + ".tmp", path, overwrite: true);
        }
        catch (Exception exception) when (WrittenFile.IsRefusal(exception))
        {
            throw WrittenFile.Explain(exception, path + ".tmp", path);
        }
    }
}
