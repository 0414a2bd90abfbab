using System.Text.Json;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Events.DurableLog;

/// <summary>
/// How far a named subscriber has come, kept in a file: the next number, and the event before it as a proof that the log is still the same.
/// </summary>
internal sealed class SubscriberCursor(LogFolder folder, string name, TimeProvider timeProvider)
{
    private const int MaximumLength = 4096;

    private readonly string _path = folder.CursorPath(name);

    /// <summary>Reads it; null when the name has never been served.</summary>
    /// <param name="isLost">There is one, but it cannot be read.</param>
    internal (long Next, EventId? Last)? Read(out bool isLost)
    {
        isLost = false;
        if (folder.Files.ReadFile(_path, MaximumLength) is not { } content)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(content.Bytes);
            var root = document.RootElement;
            if (root.TryGetProperty("next"u8, out var next) && next.TryGetInt64(out var number) && number >= 1)
            {
                EventId? last = root.TryGetProperty("last"u8, out var text) && EventId.TryParse(text.GetString(), out var id) ? id : null;
                return (number, last);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Told below.
        }

        isLost = true;
        return null;
    }

    /// <summary>Replaces it. It is flushed, so that a power cut leaves the old one or the new one and not an empty file.</summary>
    internal void Write(long next, EventId? last, bool flush)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("next"u8, next);
            if (last is { } id)
            {
                writer.WriteString("last"u8, id.ToString());
            }

            writer.WriteString("updated_at"u8, timeProvider.GetUtcNow().UtcDateTime);
            writer.WriteEndObject();
        }

        AtomicFile.Replace(folder.Files, _path, stream.ToArray(), flush);
    }
}

/// <summary>Replaces small files as a whole.</summary>
internal static class AtomicFile
{
    /// <summary>The caller holds a lock that keeps others from doing the same.</summary>
    internal static void Replace(IFileSystem files, string path, ReadOnlySpan<byte> bytes, bool flush)
    {
        var temporary = TemporaryName.For(path, unique: 0);
        files.Delete(temporary);
        files.CreateFile(temporary, bytes);
        if (flush)
        {
            files.FlushFile(temporary);
        }

        files.Replace(temporary, path);
    }
}
