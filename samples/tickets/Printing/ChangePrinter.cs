using System.Text.Json;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Printing;

/// <summary>Prints what a command did: lines for people, or one JSON object of kind <c>change</c>.</summary>
internal static class ChangePrinter
{
    /// <param name="invocation">The command.</param>
    /// <param name="format">The form.</param>
    /// <param name="action">What was done, as one word: <c>created</c>.</param>
    /// <param name="key">With what.</param>
    /// <param name="sentence">The same for people.</param>
    /// <param name="details">Further members of the object, and further lines: those without a value are left out.</param>
    internal static void Print(
        Invocation invocation, string? format, string action, DocumentKey key, string sentence,
        params (string Name, string? Value)[] details)
    {
        if (format == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "change", writer => WriteJson(writer, action, key, details));
            return;
        }

        invocation.Output.Write($"✓ {sentence}\n");
        foreach (var (name, value) in details)
        {
            if (!string.IsNullOrEmpty(value))
            {
                invocation.Output.Write($"  {name.Replace('_', ' ')}: {SafeText.Line(value, 500)}\n");
            }
        }
    }

    private static void WriteJson(Utf8JsonWriter writer, string action, DocumentKey key, (string Name, string? Value)[] details)
    {
        ChangeJson.Write(writer, action, key);
        foreach (var (name, value) in details)
        {
            writer.WriteString(name, value);
        }
    }
}
