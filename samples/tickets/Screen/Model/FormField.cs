namespace RepoTickets.CommandLine.Screen.Model;

/// <summary>A field of a form.</summary>
/// <param name="Name">Which field: one of <see cref="FieldNames"/>.</param>
/// <param name="Edit">What stands in it.</param>
/// <param name="Start">What stood in it at first.</param>
internal sealed record FormField(string Name, TextEdit Edit, string Start)
{
    /// <summary>The words to choose from; empty where anything may be written.</summary>
    internal IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>May have several lines.</summary>
    internal bool HasLines { get; init; }

    /// <summary>What else was wanted here when two changed the field at once; null when nobody did.</summary>
    internal string? Other { get; init; }

    internal string Value => Edit.Text;

    internal bool IsChanged => Edit.Text != Start;

    internal static FormField Line(string name, string? value = null) => new(name, TextEdit.Of(value), TextEdit.Of(value).Text);

    internal static FormField Lines(string name, string? value = null) => Line(name, value) with { HasLines = true };

    internal static FormField Choice(string name, string value, IEnumerable<string> choices)
    {
        var words = choices.ToList();
        return Line(name, value) with { Choices = words.Contains(value) ? words : [value, .. words] };
    }

    internal FormField Step(int by)
    {
        var at = Choices.ToList().IndexOf(Value);
        return this with { Edit = TextEdit.Of(Choices[(at + by + Choices.Count) % Choices.Count]) };
    }
}
