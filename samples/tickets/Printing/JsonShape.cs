using System.Text;
using System.Text.Json;

namespace RepoTickets.CommandLine.Printing;

/// <summary>
/// The outermost object of all JSON on standard output: <c>kind</c> says what it is, <c>version</c> which form of that kind. Members may be added within
/// a version; what changes or removes one raises it.
/// </summary>
internal static class JsonShape
{
    internal const int Version = 1;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };
    private static readonly JsonWriterOptions Compact = new() { NewLine = "\n" };

    /// <summary>Writes one object, indented, with its kind and version and what <paramref name="writeMembers"/> adds.</summary>
    internal static void Write(TextWriter output, string kind, Action<Utf8JsonWriter> writeMembers)
    {
        WriteText(output, Indented, writer =>
        {
            writer.WriteString("kind", kind);
            writer.WriteNumber("version", Version);
            writeMembers(writer);
        });
    }

    /// <summary>Writes one object on a line of its own.</summary>
    internal static void WriteLine(TextWriter output, Action<Utf8JsonWriter> writeMembers) => WriteText(output, Compact, writeMembers);

    private static void WriteText(TextWriter output, JsonWriterOptions options, Action<Utf8JsonWriter> writeMembers)
    {
        // The default encoder writes everything but plain ASCII as escapes: nothing in it can act on a terminal or in a page.
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
        output.Write('\n');
    }
}
