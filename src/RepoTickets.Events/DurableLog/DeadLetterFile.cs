using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RepoTickets.Storage.Journal;

namespace RepoTickets.Events.DurableLog;

/// <summary>
/// The dead letters of a named subscriber, a line for each. At most <see cref="Capacity"/> are kept; the oldest gives way. A line that is
/// none is told once, with its file and number, and is kept until somebody looks at it. Thread-safe within the process that serves the
/// name.
/// </summary>
internal sealed class DeadLetterFile(LogFolder folder, string name, EventJson json, bool flush, ILogger logger)
{
    internal const int Capacity = 10_000;
    private const long MaximumLength = 1L << 30;

    // More would hide what else is in the logs, and say nothing more.
    private const int MaximumTold = 10;

    private readonly Lock _gate = new();
    private readonly string _path = folder.DeadLettersPath(name);
    private uint? _told;

    internal List<DurableDeadLetter> Read()
    {
        lock (_gate)
        {
            return ReadLocked().Letters;
        }
    }

    internal void Add(DurableDeadLetter letter)
    {
        lock (_gate)
        {
            var (letters, unreadable) = ReadLocked();

            // After a kill the same event may fail once more.
            letters.RemoveAll(known => known.Number == letter.Number);
            letters.Add(letter);
            letters.RemoveRange(0, Math.Max(0, letters.Count - Capacity));
            WriteLocked(letters, unreadable);
        }
    }

    internal void Remove(long number)
    {
        lock (_gate)
        {
            var (letters, unreadable) = ReadLocked();
            if (letters.RemoveAll(letter => letter.Number == number) > 0)
            {
                WriteLocked(letters, unreadable);
            }
        }
    }

    /// <summary>The letters, and the bytes of all lines that are none, line ends included.</summary>
    private (List<DurableDeadLetter> Letters, byte[] Unreadable) ReadLocked()
    {
        var letters = new List<DurableDeadLetter>();
        var unreadable = new ArrayBufferWriter<byte>();
        var complaints = new List<(int Line, string Reason)>();
        var rest = (ReadOnlySpan<byte>)(folder.Files.ReadFile(_path, MaximumLength)?.Bytes ?? []);
        for (var number = 1; !rest.IsEmpty; number++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end >= 0 ? rest[..end] : rest;
            if (line.Trim(" \t\r"u8).IsEmpty)
            {
                // Left by an editor; there is nothing in it to keep.
            }
            else if (TryDecode(line, out var letter, out var reason))
            {
                letters.Add(letter);
            }
            else
            {
                complaints.Add((number, reason));
                unreadable.Write(line);
                unreadable.Write("\n"u8);
            }

            rest = end >= 0 ? rest[(end + 1)..] : [];
        }

        Tell(complaints, unreadable.WrittenSpan);
        return (letters, unreadable.WrittenSpan.ToArray());
    }

    /// <summary>The file is read for every letter that comes or goes: the same lines are told only once.</summary>
    private void Tell(List<(int Line, string Reason)> complaints, ReadOnlySpan<byte> unreadable)
    {
        var hash = Crc32C.Compute(unreadable);
        if (complaints.Count == 0 || _told == hash)
        {
            return;
        }

        _told = hash;
        foreach (var (line, reason) in complaints.Take(MaximumTold))
        {
            EventLogMessages.DamagedDeadLetter(logger, _path, line, reason);
        }

        if (complaints.Count > MaximumTold)
        {
            EventLogMessages.MoreDamagedDeadLetters(logger, _path, complaints.Count - MaximumTold);
        }
    }

    private void WriteLocked(List<DurableDeadLetter> letters, ReadOnlySpan<byte> unreadable)
    {
        var lines = new ArrayBufferWriter<byte>();
        lines.Write(unreadable);
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

    /// <summary>A checksum that is right says only that nobody spoilt the line by accident.</summary>
    private bool TryDecode(ReadOnlySpan<byte> line, [NotNullWhen(true)] out DurableDeadLetter? letter, out string reason)
    {
        (letter, reason) = (null, "its checksum is not that of its text.");
        if (!LogLine.IsWhole(line))
        {
            return false;
        }

        try
        {
            letter = Decode(line);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or EventFormatException)
        {
            reason = DisplayText.Escape(exception.Message, 200);
            return false;
        }
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
