using System.Buffers;
using System.Text.Json;

namespace RepoTickets.Events.DurableLog;

/// <summary>
/// The dead letters of a named subscriber, a line for each. At most <see cref="Capacity"/> are kept; the oldest gives way. Thread-safe
/// within the process that serves the name.
/// </summary>
internal sealed class DeadLetterFile(LogFolder folder, string name, EventJson json, bool flush)
{
    internal const int Capacity = 10_000;
    private const long MaximumLength = 1L << 30;

    private readonly Lock _gate = new();
    private readonly string _path = folder.DeadLettersPath(name);

    internal List<DurableDeadLetter> Read()
    {
        lock (_gate)
        {
            return ReadLocked();
        }
    }

    internal void Add(DurableDeadLetter letter)
    {
        lock (_gate)
        {
            var letters = ReadLocked();

            // After a kill the same event may fail once more.
            letters.RemoveAll(known => known.Number == letter.Number);
            letters.Add(letter);
            letters.RemoveRange(0, Math.Max(0, letters.Count - Capacity));
            WriteLocked(letters);
        }
    }

    internal void Remove(long number)
    {
        lock (_gate)
        {
            var letters = ReadLocked();
            if (letters.RemoveAll(letter => letter.Number == number) > 0)
            {
                WriteLocked(letters);
            }
        }
    }

    private List<DurableDeadLetter> ReadLocked()
    {
        var letters = new List<DurableDeadLetter>();
        var rest = (ReadOnlySpan<byte>)(folder.Files.ReadFile(_path, MaximumLength)?.Bytes ?? []);
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            if (LogLine.IsWhole(rest[..end]))
            {
                letters.Add(Decode(rest[..end]));
            }

            rest = rest[(end + 1)..];
        }

        return letters;
    }

    private void WriteLocked(List<DurableDeadLetter> letters)
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (var letter in letters)
        {
            LogLine.Append(Encode(letter), 0, lines);
        }

        AtomicFile.Replace(folder.Files, _path, lines.WrittenSpan, flush);
    }

    private byte[] Encode(DurableDeadLetter letter)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("number"u8, letter.Number);
            writer.WriteNumber("attempts"u8, letter.Attempts);
            writer.WriteString("error"u8, letter.Error);
            writer.WriteString("at"u8, letter.At.UtcDateTime);
            writer.WritePropertyName("event"u8);
            writer.WriteRawValue(json.ToBytes(letter.Event), skipInputValidation: true);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private DurableDeadLetter Decode(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        return new(
            root.GetProperty("number"u8).GetInt64(),
            json.Read(System.Text.Encoding.UTF8.GetBytes(root.GetProperty("event"u8).GetRawText())),
            root.GetProperty("attempts"u8).GetInt32(),
            root.GetProperty("error"u8).GetString() ?? "",
            root.GetProperty("at"u8).GetDateTimeOffset());
    }
}
