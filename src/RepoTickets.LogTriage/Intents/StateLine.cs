using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RepoTickets.Storage.Journal;

namespace RepoTickets.LogTriage.Intents;

/// <summary>What a line of the journal says.</summary>
internal enum StateKind
{
    Intent,
    Filed,
    Void,
    Seen,
    Commented,
    Cursor,
}

/// <summary>
/// One line of the journal: a JSON object whose last key is the checksum of all bytes before it, so that a line that a crash tore or a
/// device spoilt is told from a whole one. Readable for people and <c>jq</c>.
/// </summary>
internal sealed record StateLine(StateKind Kind)
{
    // ,"crc32c":"01234567"}
    private const int ChecksumLength = 21;

    internal string Target { get; init; } = "";

    internal LogGroupId Group { get; init; }

    internal string Attempt { get; init; } = "";

    internal string Owner { get; init; } = "";

    internal DateTimeOffset At { get; init; }

    internal DateTimeOffset Until { get; init; }

    /// <summary>The ticket; for cursors the source.</summary>
    internal string Key { get; init; } = "";

    /// <summary>The kind of fault; for cursors the position; for voided attempts the reason.</summary>
    internal string Text { get; init; } = "";

    internal void Append(ArrayBufferWriter<byte> buffer)
    {
        using var stream = new MemoryStream(256);
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, NameOf(Kind));
            writer.WriteString("at"u8, At.UtcDateTime);
            WriteText(writer, "target"u8, Target);
            WriteText(writer, "group"u8, Group.IsNone ? "" : Group.ToString());
            WriteText(writer, "attempt"u8, Attempt);
            WriteText(writer, "owner"u8, Owner);
            WriteText(writer, "key"u8, Key);
            WriteText(writer, "text"u8, Text);
            if (Until != default)
            {
                writer.WriteString("until"u8, Until.UtcDateTime);
            }

            writer.WriteEndObject();
        }

        var start = buffer.WrittenCount;
        buffer.Write(stream.GetBuffer().AsSpan(0, (int)stream.Length - 1));
        var checksum = Crc32C.Compute(buffer.WrittenSpan[start..]);
        buffer.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"crc32c\":\"{checksum:x8}\"}}\n")));
    }

    /// <summary>Reads a line without its end; null when it is not whole.</summary>
    internal static StateLine? TryRead(ReadOnlySpan<byte> line)
    {
        if (line.Length <= ChecksumLength || !line[^ChecksumLength..].StartsWith(",\"crc32c\":\""u8) ||
            !uint.TryParse(line[^10..^2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var checksum) ||
            checksum != Crc32C.Compute(line[..^ChecksumLength]))
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (
            exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            // The checksum is right, so a newer version wrote it.
            return null;
        }
    }

    private static StateLine? Read(JsonElement root)
    {
        if (!TryKind(TextOf(root, "kind"u8), out var kind))
        {
            return null;
        }

        var group = TextOf(root, "group"u8);
        return new StateLine(kind)
        {
            At = root.GetProperty("at"u8).GetDateTimeOffset(),
            Target = TextOf(root, "target"u8),
            Group = group.Length == 0 ? default : LogGroupId.Parse(group),
            Attempt = TextOf(root, "attempt"u8),
            Owner = TextOf(root, "owner"u8),
            Key = TextOf(root, "key"u8),
            Text = TextOf(root, "text"u8),
            Until = root.TryGetProperty("until"u8, out var until) ? until.GetDateTimeOffset() : default,
        };
    }

    private static string TextOf(JsonElement root, ReadOnlySpan<byte> name) =>
        root.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string value)
    {
        if (value.Length > 0)
        {
            writer.WriteString(name, value);
        }
    }

    private static string NameOf(StateKind kind) => kind switch
    {
        StateKind.Intent => "intent",
        StateKind.Filed => "filed",
        StateKind.Void => "void",
        StateKind.Seen => "seen",
        StateKind.Commented => "commented",
        _ => "cursor",
    };

    private static bool TryKind(string name, out StateKind kind)
    {
        foreach (var known in Enum.GetValues<StateKind>())
        {
            if (NameOf(known) == name)
            {
                kind = known;
                return true;
            }
        }

        kind = default;
        return false;
    }
}
