using System.Text.Json;

namespace RepoTickets.Samples;

/// <summary>Files that could not be read, as JSON.</summary>
internal static class FaultJson
{
    internal static void Write(Utf8JsonWriter writer, IEnumerable<DocumentFault> faults)
    {
        writer.Objects("faults", faults, static (writer, fault) =>
        {
            writer.WriteString("path", fault.Path);
            writer.WriteString("reason", EnumTexts.FaultReason.Write(fault.Reason));
            writer.WriteString("message", fault.Message);
            writer.WriteNumber("line", fault.Line);
        });
    }
}
