using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RepoTickets.Samples;

/// <summary>
/// The outermost object of all JSON that hosts answer with: <c>kind</c> says what it is, <c>version</c> which form of that kind. Members
/// may be added within a version; what changes or removes one raises it.
/// </summary>
internal static class JsonShape
{
    internal const int Version = 1;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };
    private static readonly JsonWriterOptions Compact = new() { NewLine = "\n" };

    /// <summary>Writes one object, indented, with its kind and version and what <paramref name="writeMembers"/> adds.</summary>
    internal static void Write(TextWriter output, string kind, Action<Utf8JsonWriter> writeMembers) =>
        WriteText(output, Indented, writer => WriteHead(writer, kind, writeMembers));

    /// <summary>Writes one object on a line of its own.</summary>
    internal static void WriteLine(TextWriter output, Action<Utf8JsonWriter> writeMembers) => WriteText(output, Compact, writeMembers);

    /// <summary>One object with its kind and version and what <paramref name="writeMembers"/> adds, as a value.</summary>
    internal static JsonElement ToElement(string kind, Action<Utf8JsonWriter> writeMembers) =>
        JsonElement.Parse(ToBytes(Compact, writer => WriteHead(writer, kind, writeMembers)).WrittenSpan);

    private static void WriteHead(Utf8JsonWriter writer, string kind, Action<Utf8JsonWriter> writeMembers)
    {
        writer.WriteString("kind", kind);
        writer.WriteNumber("version", Version);
        writeMembers(writer);
    }

    private static void WriteText(TextWriter output, JsonWriterOptions options, Action<Utf8JsonWriter> writeMembers)
    {
        output.Write(Encoding.UTF8.GetString(ToBytes(options, writeMembers).WrittenSpan));
        output.Write('\n');
    }

    /// <summary>
    /// The default encoder writes everything but plain ASCII as escapes: nothing in it can act on a terminal or in a page.
    /// </summary>
    private static ArrayBufferWriter<byte> ToBytes(JsonWriterOptions options, Action<Utf8JsonWriter> writeMembers)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bytes, options);
        writer.WriteStartObject();
        writeMembers(writer);
        writer.WriteEndObject();
        return bytes;
    }
}
