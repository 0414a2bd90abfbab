using System.Text.Json;

namespace RepoTickets.Samples;

/// <summary>What was done to one document, as JSON.</summary>
internal static class ChangeJson
{
    internal static void Write(Utf8JsonWriter writer, string action, DocumentKey key)
    {
        writer.WriteString("action", action);
        writer.WriteString("document", EnumTexts.DocumentKind.Write(key.Kind));
        writer.WriteString("id", key.Id);
    }
}
