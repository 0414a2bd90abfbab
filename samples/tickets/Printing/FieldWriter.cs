namespace RepoTickets.CommandLine.Printing;

/// <summary>One thing as lines of name and value, for people. What has no value is left out.</summary>
internal sealed class FieldWriter(TextWriter output)
{
    internal void Write(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            output.Write($"{name}: {SafeText.Line(value)}\n");
        }
    }

    internal void Paragraph(string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            output.Write($"\n{name}:\n{SafeText.Lines(text)}\n");
        }
    }

    internal void Items(string name, IEnumerable<string> items)
    {
        var first = true;
        foreach (var item in items)
        {
            output.Write(first ? $"\n{name}:\n" : "");
            output.Write($"  - {SafeText.Line(item)}\n");
            first = false;
        }
    }
}
