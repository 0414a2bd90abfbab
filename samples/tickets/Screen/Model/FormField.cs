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

    /// <summary>
    /// What else was wanted here when two changed the field at once; the swap key brings the first of it into the field. Empty when nobody
    /// did.
    /// </summary>
    internal IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>What the swap key would bring into the field; null when there is nothing else.</summary>
    internal string? Other => Others.Count > 0 ? Others[0] : null;

    internal string Value => Edit.Text;

    internal bool IsChanged => Edit.Text != Start;

    /// <summary>
    /// Text of one's own stands beside the field and not in it: saving would drop it. What others wrote is in the store and is not dropped.
    /// </summary>
    internal bool WouldDrop => Others.Any(other => other != Start && other != Value);

    internal static FormField Line(string name, string? value = null) => new(name, TextEdit.Of(value), TextEdit.Of(value).Text);

    internal static FormField Lines(string name, string? value = null) => Line(name, value) with { HasLines = true };

    internal static FormField Choice(string name, string value, IEnumerable<string> choices)
    {
        var words = choices.ToList();
        return Line(name, value) with { Choices = words.Contains(value) ? words : [value, .. words] };
    }

    /// <summary>
    /// Brings the first other text into the field; what stood there becomes the last of the others, so that the key goes round.
    /// </summary>
    internal FormField Swap() => this with { Edit = TextEdit.Of(Others[0]), Others = [.. Others.Skip(1), Value] };

    internal FormField Step(int by)
    {
        var at = Choices.ToList().IndexOf(Value);
        return this with { Edit = TextEdit.Of(Choices[(at + by + Choices.Count) % Choices.Count]) };
    }
}
